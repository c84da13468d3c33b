# Fetches the URL of the environment with the library's own client. Conforms.
import os
import shutil
import sys
import urllib.request

with urllib.request.urlopen(os.environ['URL'], timeout=8) as reply:
    shutil.copyfileobj(reply, sys.stdout.buffer)
