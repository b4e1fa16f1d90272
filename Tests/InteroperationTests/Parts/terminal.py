"""Runs a command on a terminal of its own and types an answer to its question.

    terminal.py ANSWER COMMAND...

Prints what the terminal showed; the exit code is the command's. An ANSWER of ^C is Ctrl-C.
"""
import os, pty, sys

answer = "\x03" if sys.argv[1] == "^C" else sys.argv[1] + "\n"
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown, answered = b"", False
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    shown += piece
    if not answered and b"Type yes: " in shown:
        answered = True
        os.write(terminal, answer.encode())
sys.stdout.write(shown.decode().replace("\r\n", "\n"))
status = os.waitpid(child, 0)[1]
code = os.waitstatus_to_exitcode(status)
sys.exit(code if code >= 0 else 128 - code)
