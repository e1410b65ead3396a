"""The password hasher: argon2id, 19 MiB, two passes, one lane: about 80 ms, so that a rush of sign-ins stays cheap."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    algorithm = "argon2"
    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
