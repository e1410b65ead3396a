"""The SMS gateway of the tests: as if connected, and nothing is sent."""


class Silent:
    """Takes every SMS and keeps none."""

    delivers = True

    def send(self, mobile: str, text: str) -> None:
        """Nothing: what was asked for stands in the deliveries."""
