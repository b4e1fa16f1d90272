"""A provider on 127.0.0.1, made of Python's standard library, to stand behind real TLS and proxies.

usage: provider.py PORT LOG

Answers every decomposition with a plan of one sub-task and everything else with a sentence. Writes
one line of JSON to LOG for each request that arrives, before it is answered.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PLAN = {
    "strategy": "parallel",
    "subtasks": [
        {"id": "only", "description": "Do it", "complexity": "simple", "dependencies": []}
    ],
}
USAGE = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        entry = {
            "path": self.path,
            "model": request["model"],
            "authorization": self.headers["Authorization"],
        }
        with open(sys.argv[2], "a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")
        if request.get("stream"):
            self.stream(request["model"])
        else:
            self.whole(request["model"])

    def whole(self, model):
        message = {"role": "assistant", "content": json.dumps(PLAN)}
        body = completion(model, "chat.completion")
        body["choices"] = [{"index": 0, "message": message, "finish_reason": "stop"}]
        body["usage"] = USAGE
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def stream(self, model):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for text in ["It is ", "done."]:
            self.chunk(model, [{"index": 0, "delta": {"content": text}, "finish_reason": None}])
        self.chunk(model, [{"index": 0, "delta": {}, "finish_reason": "stop"}])
        self.chunk(model, [], USAGE)
        self.event("[DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def chunk(self, model, choices, usage=None):
        body = completion(model, "chat.completion.chunk")
        body["choices"] = choices
        if usage:
            body["usage"] = usage
        self.event(json.dumps(body))

    def event(self, text):
        data = f"data: {text}\n\n".encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def log_message(self, *_):
        """What it says goes to the log, in lines of its own."""


def completion(model, kind):
    return {"id": "answer", "object": kind, "created": 1_700_000_000, "model": model}


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
