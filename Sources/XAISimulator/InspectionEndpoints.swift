/// The simulator's own endpoints, which say what it has seen; they need no key.
enum InspectionEndpoints {
    /// `GET /_simulator/bill`.
    static func bill(_ bill: Bill) -> Reply {
        .json { json in
            json.raw("{\"by_key_and_model\":")
            json.write(array: bill.rows) { json, row in
                json.raw("{\"key\":")
                json.write(row.key)
                json.raw(",\"key_sha256\":")
                json.write(row.keySHA256)
                json.raw(",\"model\":")
                json.write(row.model)
                json.raw(",")
                writeSums(row.attempts, row.ticks, row.refused, to: &json)
            }
            json.raw(",\"total\":{")
            writeSums(bill.attempts, bill.ticks, bill.refused, to: &json)
            json.raw("}")
        }
    }

    private static func writeSums(
        _ attempts: Int, _ ticks: Int64, _ refused: Int, to json: inout JSONText
    ) {
        json.raw("\"attempts\":")
        json.write(attempts)
        json.raw(",\"ticks\":")
        json.write(ticks)
        json.raw(",\"refused\":")
        json.write(refused)
        json.raw("}")
    }

    /// `GET /_simulator/requests`; `?texts=0` leaves the messages out. `dropped` counts the oldest
    /// requests, which the log no longer keeps.
    static func requests(_ log: RequestLog, texts: Bool) -> Reply {
        .json { json in
            json.raw("{\"requests\":")
            json.write(array: log.records) { write($1, texts: texts, to: &$0) }
            json.raw(",\"dropped\":")
            json.write(log.dropped)
            json.raw("}")
        }
    }

    private static func write(
        _ record: RequestRecord, texts: Bool, to json: inout JSONText
    ) {
        json.raw("{\"number\":")
        json.write(record.number)
        json.raw(",\"arrived_at_us\":")
        json.write(record.arrivedAtUs)
        json.raw(",\"monotonic_us\":")
        json.write(record.monotonicUs)
        json.raw(",\"key\":")
        json.write(optional: record.key)
        json.raw(",\"key_sha256\":")
        json.write(optional: record.keySHA256)
        json.raw(",\"model\":")
        json.write(optional: record.model)
        json.raw(",\"stream\":")
        json.write(record.stream)
        json.raw(",\"conversation\":")
        json.write(optional: record.conversation)
        if texts {
            json.raw(",\"messages\":")
            writeMessages(record.messages, to: &json)
        }
        json.raw(",\"status\":")
        json.write(optional: record.status)
        json.raw(",\"fault\":")
        json.write(optional: record.fault)
        json.raw(",\"finished_at_us\":")
        json.write(optional: record.finishedAtUs)
        json.raw(",\"ticks\":")
        json.write(record.ticks)
        json.raw("}")
    }

    private static func writeMessages(_ messages: [ChatMessage]?, to json: inout JSONText) {
        guard let messages else {
            json.raw("null")
            return
        }
        json.write(array: messages) { json, message in
            json.raw("{\"role\":")
            json.write(message.role)
            json.raw(",\"content\":")
            json.write(message.content)
            json.raw("}")
        }
    }
}
