"""Serves a model on loopback, as llama.cpp's own server does; prints its address when it is ready.

    local-model.py GGUF NAME
"""
import os
import signal
import sys

import xllamacpp

parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.model_alias = {sys.argv[2]}
parameters.hostnames = ["127.0.0.1"]
parameters.port = 0
parameters.n_ctx = 16384
parameters.n_parallel = 2
# Threads that wait for each other stand still where others want the processor, too.
parameters.cpuparams.n_threads = max(1, (os.cpu_count() or 2) // 2)
# A small model may repeat itself for ever.
parameters.n_predict = 400
parameters.endpoint_metrics = True
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
signal.pause()
