"""What Poetry runs before it builds a wheel: what is wrong with a spec is told as `ocgen generate` tells it."""

import subprocess
import sys

sys.exit(subprocess.call([sys.executable, "-m", "ocgen", "generate", "--quiet"]))
