"""Django's registration of this app; gives the public frame its navigation."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "jijiao.portal"

    def ready(self) -> None:
        from jijiao.web import context
        from jijiao.web.navigation import Entry, Site

        context.site = Site(
            bar=(
                Entry("首页", "portal.home"),
                Entry("通知公告", "portal.notices"),
                Entry("政策法规", "portal.policies"),
                Entry("学时认定标准", "portal.standards"),
                Entry("证书验证", "certificates.verify"),
                Entry("下载中心", "portal.downloads"),
            ),
            foot=(
                Entry("注册进度查询", "registration.status"),
                Entry("证书验证", "certificates.verify"),
                Entry("签名根证书下载", "certificates.authority_certificate"),
            ),
        )
