"""Runs a command at a terminal of its own and types what it is told to.

    terminal.py QUESTION ANSWER COMMAND…

Waits until the command has printed QUESTION, types ANSWER (in which \\n is the return key and \\x04
Ctrl-D), prints all that was seen on the terminal, and ends with the command's exit code, or with
128 and the signal that ended it.
"""
import os
import pty
import sys

question, answer, command = sys.argv[1].encode(), sys.argv[2], sys.argv[3:]
process, terminal = pty.fork()
if process == 0:
    os.execvp(command[0], command)
seen = b""
while True:
    try:
        part = os.read(terminal, 65_536)
    except OSError:
        break
    if not part:
        break
    seen += part
    if answer is not None and question in seen:
        os.write(terminal, answer.encode().decode("unicode_escape").encode())
        answer = None
sys.stdout.write(seen.decode().replace("\r\n", "\n"))
sys.stdout.flush()
code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
sys.exit(code if code >= 0 else 128 - code)
