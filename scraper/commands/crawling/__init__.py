"""The sub-commands that go to the network."""
