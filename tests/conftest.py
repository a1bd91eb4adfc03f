"""Settings of the whole suite."""

import os

from hypothesis import settings

# Elsewhere every run looks at new examples; what they find becomes an example in the test. In continuous integration a
# change is judged by the same ones as the last.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
