"""Units are found by the pinyin of their names, on PostgreSQL through an index of the pieces of both.

The reading of names is a copy of what it was when this was written, for the rows that were there (people/0005 too).
"""

import json
import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.db import migrations, models

import jijiao.scoping.fields

LONGEST = 1000
RUN = re.compile(r"[a-z0-9\u00df-\u024f]+|[^a-z0-9\u00df-\u024f]")


def fill(schema_editor, table, read):
    """Write the reading of every row, a thousand at a time."""
    reached = 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(f"SELECT id, name FROM {table} WHERE id > %s ORDER BY id LIMIT 1000", [reached])  # noqa: S608
            if not (rows := cursor.fetchall()):
                return
            read_rows = [(read(name), pk) for pk, name in rows]
            cursor.executemany(f"UPDATE {table} SET pinyin = %s WHERE id = %s", read_rows)  # noqa: S608
            reached = rows[-1][0]


def listed(text):
    return {pair[0]: tuple(pair[2:].split(",")) for pair in text.split()}


# the first character of a person's name, where it is read otherwise than elsewhere
SURNAMES = listed(
    "单:shan 仇:qiu 曾:zeng 查:zha 解:xie 区:ou 朴:piao,pu 盖:ge,gai 翟:zhai,di 缪:miao 洗:xian 折:she 员:yun 乜:nie 秘:bi "
    "繁:po 种:chong 召:shao 黑:he 能:nai 祭:zhai 牟:mu,mou 隗:wei,kui 郇:xun,huan 郄:qie,xi 郗:xi,chi 都:du 谌:chen,shen "
    "阚:kan 么:yao 颉:xie,jie 薄:bo 卜:bu 尉:wei,yu 长:zhang 晁:chao 仉:zhang 乐:yue,le 覃:qin,tan 宿:su 盛:sheng 句:gou "
    "撒:sa 逯:lu 适:kuo 南:nan 省:xing 行:xing 冼:xian 宓:mi,fu 哈:ha 库:she"
)
# surnames of two characters that are read otherwise than one by one
COMPOUNDS = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"),
    "单于": ("chan", "yu"),
    "澹台": ("tan", "tai"),
    "乐正": ("yue", "zheng"),
}
# words and places within the name of a unit
WORDS = {
    "单县": ("shan", "xian"),
    "莘县": ("shen", "xian"),
    "东阿": ("dong", "e"),
    "乐陵": ("lao", "ling"),
    "牟平": ("mu", "ping"),
    "重工": ("zhong", "gong"),
    "银行": ("yin", "hang"),
    "行业": ("hang", "ye"),
    "商行": ("shang", "hang"),
    "支行": ("zhi", "hang"),
    "分行": ("fen", "hang"),
    "音乐": ("yin", "yue"),
    "会计": ("kuai", "ji"),
    "校长": ("xiao", "zhang"),
    "大夫": ("dai", "fu"),
    "给水": ("ji", "shui"),
    "大厦": ("da", "sha"),
    "西藏": ("xi", "zang"),
    "六安": ("lu", "an"),
    "蚌埠": ("beng", "bu"),
    "海参": ("hai", "shen"),
    "重庆": ("chong", "qing"),
}
# characters with several readings in names, the usual one first; each of them is found
SEVERAL = listed(
    "长:chang,zhang 朝:chao,zhao 重:zhong,chong 行:xing,hang 乐:le,yue 曾:zeng,ceng 盛:sheng,cheng 晟:sheng,cheng "
    "藏:cang,zang 传:chuan,zhuan 柏:bai,bo 薄:bo,bao 茜:qian,xi 莎:sha,suo 炅:jiong,gui 觉:jue,jiao 堡:bao,pu 厦:xia,sha "
    "莘:shen,xin 露:lu,lou 塞:sai,se 泊:bo,po 模:mo,mu 蔓:man,wan 蔚:wei,yu 靓:liang,jing 劲:jin,jing 虹:hong,jiang "
    "巷:xiang,hang 弹:dan,tan 绿:lv,lu 率:lv,shuai 番:fan,pan 栖:qi,xi 粘:zhan,nian 血:xue,xie 调:diao,tiao 参:can,shen "
    "降:jiang,xiang 仔:zai,zi 圈:quan,juan 弄:nong,long 殖:zhi,shi 葶:ting,ding"
)


def person_reading(name):
    compound = COMPOUNDS.get(name[:2])
    known = [(each,) for each in compound] if compound else [SURNAMES[name[0]]] if name[:1] in SURNAMES else []
    return joined(name, dict(enumerate(known)))


def name_reading(name):
    known = {}
    for word, syllables in WORDS.items():
        at = name.find(word)
        while at >= 0:
            known |= {at + offset: (each,) for offset, each in enumerate(syllables)}
            at = name.find(word, at + len(word))
    return joined(name, known)


def joined(name, known):
    pieces, at = [], 0
    for run in RUN.findall(name.lower()):
        if len(run) > 1 or run.isascii():
            pieces.append((plain(run),) if run.isalnum() else ())
        else:
            usual = SEVERAL.get(run) or (plain(dictionary().get(str(ord(run)), "").partition(",")[0]),)
            pieces.append(tuple(dict.fromkeys((*known.get(at, ()), *filter(None, usual)))))
        at += len(run)
    pieces = [each for each in pieces if each]
    main = [each[0] for each in pieces]
    ways = [main]
    for place, each in enumerate(pieces):
        ways += [[*main[:place], other, *main[place + 1 :]] for other in each[1:]]
    read, initials = written(ways[0])
    for more, first in map(written, ways[1:]):
        if len(read) + len(initials) + len(more) + len(first) + 4 > LONGEST:
            break
        read, initials = f"{read} ,{more}", initials if first in initials.split(" ,") else f"{initials} ,{first}"
    return (read + initials)[:LONGEST] + "".join(f" {char}" for char in name if not char.isascii() and char.isalnum())


def written(way):
    syllables = "".join(f" {each}" for each in way)
    return syllables, "".join(f" ={each[0]}" if each in known_syllables() else f" ={' ='.join(each)}" for each in way)


@cache
def dictionary():
    place = Path(find_spec("pypinyin").submodule_search_locations[0])
    return json.loads((place / "pinyin_dict.json").read_text("utf-8"))


@cache
def known_syllables():
    every = {plain(each) for each in {each for some in dictionary().values() for each in some.split(",")}}
    return every - {"m", "n", "ng", "hm", "hng"}


def plain(syllable):
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(char for char in parts if not unicodedata.combining(char))


# one and two syllables or characters that follow each other, two and three initials
PIECES = """
CREATE FUNCTION pinyin_pieces(pinyin text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 500 AS $$
DECLARE
  words text[] := string_to_array(ltrim(pinyin), ' ');
  pieces text[] := '{}';
  initial boolean;
BEGIN
  FOR n IN 1..cardinality(words) LOOP
    CONTINUE WHEN words[n] = ',';
    initial := left(words[n], 1) = '=';
    IF NOT initial THEN pieces := pieces || words[n]; END IF;
    CONTINUE WHEN words[n + 1] IS NULL OR words[n + 1] = ',' OR initial <> (left(words[n + 1], 1) = '=');
    pieces := pieces || (words[n] || ' ' || words[n + 1]);
    IF initial AND left(words[n + 2], 1) = '=' THEN
      pieces := pieces || (words[n] || ' ' || words[n + 1] || ' ' || words[n + 2]);
    END IF;
  END LOOP;
  RETURN array_to_tsvector(pieces);
END $$
"""
INDEXES = {"unit_pieces": "units_unit", "former_name_pieces": "units_formername"}


def fill_units(apps, schema_editor):
    for table in INDEXES.values():
        fill(schema_editor, table, name_reading)


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(PIECES)
        for name, table in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin (pinyin_pieces(pinyin))")


def unindex(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")
        schema_editor.execute("DROP FUNCTION pinyin_pieces(text)")


class Migration(migrations.Migration):
    dependencies = [("units", "0005_temporary_units")]

    operations = [
        migrations.AddField("formername", "pinyin", jijiao.scoping.fields.PinyinField()),
        migrations.AddField("unit", "pinyin", jijiao.scoping.fields.PinyinField()),
        migrations.RunPython(fill_units, migrations.RunPython.noop),
        migrations.RemoveIndex("unit", "unit_name"),
        migrations.RemoveIndex("formername", "former_name"),
        migrations.AddIndex("unit", models.Index(fields=["name", "kind", "status", "region"], name="unit_name")),
        migrations.AddIndex("unit", models.Index(fields=["pinyin", "kind", "status", "region"], name="unit_pinyin")),
        migrations.AddIndex("formername", models.Index(fields=["name", "pinyin", "unit"], name="former_name")),
        migrations.RunPython(index, unindex),
    ]
