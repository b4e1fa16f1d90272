import NIOCore

/// The simulator's own endpoints, which say what it has seen; they need no key.
enum InspectionEndpoints {
    /// `GET /_simulator/bill`.
    static func bill(_ bill: Bill) -> Reply {
        .json { buffer in
            buffer.writeStaticString("{\"by_key_and_model\":")
            buffer.writeJSONArray(bill.rows) { buffer, row in
                buffer.writeStaticString("{\"key\":")
                buffer.writeJSON(row.key)
                buffer.writeStaticString(",\"key_sha256\":")
                buffer.writeJSON(row.keySHA256)
                buffer.writeStaticString(",\"model\":")
                buffer.writeJSON(row.model)
                buffer.writeStaticString(",")
                writeSums(row.attempts, row.ticks, row.refused, to: &buffer)
            }
            buffer.writeStaticString(",\"total\":{")
            writeSums(bill.attempts, bill.ticks, bill.refused, to: &buffer)
            buffer.writeStaticString("}")
        }
    }

    private static func writeSums(
        _ attempts: Int, _ ticks: Int64, _ refused: Int, to buffer: inout ByteBuffer
    ) {
        buffer.writeStaticString("\"attempts\":")
        buffer.writeJSON(attempts)
        buffer.writeStaticString(",\"ticks\":")
        buffer.writeJSON(ticks)
        buffer.writeStaticString(",\"refused\":")
        buffer.writeJSON(refused)
        buffer.writeStaticString("}")
    }

    /// `GET /_simulator/requests`; `?texts=0` leaves the messages out. `dropped` counts the oldest
    /// requests, which the log no longer keeps.
    static func requests(_ log: RequestLog, texts: Bool) -> Reply {
        .json { buffer in
            buffer.writeStaticString("{\"requests\":")
            buffer.writeJSONArray(log.records) { write($1, texts: texts, to: &$0) }
            buffer.writeStaticString(",\"dropped\":")
            buffer.writeJSON(log.dropped)
            buffer.writeStaticString("}")
        }
    }

    private static func write(
        _ record: RequestRecord, texts: Bool, to buffer: inout ByteBuffer
    ) {
        buffer.writeStaticString("{\"number\":")
        buffer.writeJSON(record.number)
        buffer.writeStaticString(",\"arrived_at_us\":")
        buffer.writeJSON(record.arrivedAtUs)
        buffer.writeStaticString(",\"monotonic_us\":")
        buffer.writeJSON(record.monotonicUs)
        buffer.writeStaticString(",\"key\":")
        buffer.writeJSON(optional: record.key)
        buffer.writeStaticString(",\"key_sha256\":")
        buffer.writeJSON(optional: record.keySHA256)
        buffer.writeStaticString(",\"model\":")
        buffer.writeJSON(optional: record.model)
        buffer.writeStaticString(",\"stream\":")
        buffer.writeJSON(record.stream)
        buffer.writeStaticString(",\"conversation\":")
        buffer.writeJSON(optional: record.conversation)
        if texts {
            buffer.writeStaticString(",\"messages\":")
            writeMessages(record.messages, to: &buffer)
        }
        buffer.writeStaticString(",\"status\":")
        buffer.writeJSON(optional: record.status)
        buffer.writeStaticString(",\"fault\":")
        buffer.writeJSON(optional: record.fault)
        buffer.writeStaticString(",\"finished_at_us\":")
        buffer.writeJSON(optional: record.finishedAtUs)
        buffer.writeStaticString(",\"ticks\":")
        buffer.writeJSON(record.ticks)
        buffer.writeStaticString("}")
    }

    private static func writeMessages(_ messages: [ChatMessage]?, to buffer: inout ByteBuffer) {
        guard let messages else {
            buffer.writeStaticString("null")
            return
        }
        buffer.writeJSONArray(messages) { buffer, message in
            buffer.writeStaticString("{\"role\":")
            buffer.writeJSON(message.role)
            buffer.writeStaticString(",\"content\":")
            buffer.writeJSON(message.content)
            buffer.writeStaticString("}")
        }
    }
}
