"""Asks the simulator with the official client of the OpenAI API, and says what came back as JSON.

usage: client.py BASE_URL
"""

import json
import sys

import openai
from pydantic import BaseModel

client = openai.OpenAI(api_key="a-good-key", base_url=sys.argv[1], max_retries=0)
question = [{"role": "user", "content": "Name three trees."}]


class Tree(BaseModel):
    name: str
    height_m: int
    evergreen: bool


class Forest(BaseModel):
    place: str
    trees: list[Tree]


def plain():
    answer = client.chat.completions.create(model="grok-4", messages=question)
    choice = answer.choices[0]
    return {
        "id": answer.id,
        "request_id": answer._request_id,
        "model": answer.model,
        "text": choice.message.content,
        "finish_reason": choice.finish_reason,
        "usage": answer.usage.model_dump(),
    }


def streamed():
    stream = client.chat.completions.create(
        model="grok-4", messages=question, stream=True, stream_options={"include_usage": True}
    )
    text, finish_reason, usage, chunks = "", None, None, 0
    for chunk in stream:
        chunks += 1
        usage = chunk.usage or usage
        for choice in chunk.choices:
            text += choice.delta.content or ""
            finish_reason = choice.finish_reason or finish_reason
    return {
        "text": text,
        "finish_reason": finish_reason,
        "usage": usage.model_dump(),
        "chunks": chunks,
    }


def structured():
    answer = client.chat.completions.parse(
        model="grok-3-fast", messages=question, response_format=Forest
    )
    forest = answer.choices[0].message.parsed
    return {
        "is_forest": isinstance(forest, Forest),
        "trees": len(forest.trees),
        "ticks": answer.usage.cost_in_usd_ticks,
    }


def refused(key, model="grok-4"):
    other = client.with_options(api_key=key)
    try:
        other.chat.completions.create(model=model, messages=question)
    except openai.APIStatusError as error:
        return {"type": type(error).__name__, "status": error.status_code, "text": error.message}
    return None


print(
    json.dumps(
        {
            "models": [model.id for model in client.models.list()],
            "plain": plain(),
            "streamed": streamed(),
            "structured": structured(),
            "wrong_key": refused("a-wrong-key"),
            "exhausted": refused("an-exhausted-key"),
            "unknown_model": refused("a-good-key", "grok-9"),
        }
    )
)
