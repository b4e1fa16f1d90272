import Synchronization

/// Everything the simulator remembers: bill, request log, windows and counts, under one lock, so
/// that every reading is of one instant.
final class Books: Sendable {
    private struct Contents {
        var bill = BillLedger()
        var log: RequestLog
        var windows: [String: RateWindow] = [:]
        var askings: [ContentDigest.Key: Int] = [:]
        var capacityRefusals: [String: Int] = [:]
    }

    private let contents: Mutex<Contents>

    init(log: RequestLog = RequestLog()) {
        contents = Mutex(Contents(log: log))
    }

    /// Records a request whose whole body has arrived, and returns its number and its monotonic
    /// instant. The clock is read under the lock: numbers and instants have one order.
    func arrive(
        _ credential: Credential?, conversation: String?
    ) -> (number: Int, monotonicUs: Int64) {
        contents.withLock { contents in
            let record = RequestRecord(
                number: contents.log.nextNumber, arrivedAtUs: SimulatorClock.wallUs(),
                monotonicUs: SimulatorClock.monotonicUs(), key: credential?.label,
                keySHA256: credential?.fingerprint, conversation: conversation)
            contents.log.append(record)
            return (record.number, record.monotonicUs)
        }
    }

    /// Adds what the body said to the record of its request.
    func understand(_ chat: ChatRequest, of number: Int) {
        contents.withLock { contents in
            contents.log.update(number) {
                $0.model = chat.model
                $0.stream = chat.stream
            }
            contents.log.setMessages(chat.messages, of: number)
        }
    }

    func admit(
        _ credential: Credential, at monotonicUs: Int64, limit: Int, windowMs: Int
    ) -> RateWindow.Admission {
        contents.withLock { contents in
            contents.windows[credential.teamID, default: RateWindow()].admit(
                at: monotonicUs, limit: limit, windowUs: Int64(windowMs) * 1_000)
        }
    }

    /// How often this content was asked before, counting this time from now on.
    func countAsking(_ key: ContentDigest.Key) -> Int {
        contents.withLock { contents in
            if contents.askings.count >= SimulatorLimits.countedContents {
                contents.askings.removeAll()
            }
            let asked = contents.askings[key, default: 0]
            contents.askings[key] = asked + 1
            return asked
        }
    }

    /// How often this key was refused for want of capacity, counting this time from now on.
    func countCapacityRefusal(_ credential: Credential) -> Int {
        contents.withLock { contents in
            let refused = contents.capacityRefusals[credential.fingerprint, default: 0]
            contents.capacityRefusals[credential.fingerprint] = refused + 1
            return refused
        }
    }

    /// A request that cost nothing.
    func refuse(
        _ number: Int, _ credential: Credential?, model: String?, status: Int, fault: String
    ) {
        contents.withLock { contents in
            contents.bill.refuse(credential, model: model)
            contents.log.update(number) {
                $0.status = status
                $0.fault = fault
            }
        }
    }

    /// A request whose generation starts now; whatever happens to its answer, it is billed.
    func charge(
        _ number: Int, _ credential: Credential, model: String, ticks: Int64, status: Int,
        fault: String?
    ) {
        contents.withLock { contents in
            contents.bill.charge(credential, model: model, ticks: ticks)
            contents.log.update(number) {
                $0.status = status
                $0.fault = fault
                $0.ticks = ticks
            }
        }
    }

    /// The answer is being handed to the socket.
    func finish(_ number: Int) {
        contents.withLock { contents in
            contents.log.update(number) { $0.finishedAtUs = SimulatorClock.wallUs() }
        }
    }

    /// The client had gone when its answer was ready.
    func abandon(_ number: Int) {
        contents.withLock { contents in
            contents.log.update(number) { $0.fault = $0.fault ?? "client-gone" }
        }
    }

    var bill: Bill {
        contents.withLock { $0.bill.snapshot }
    }

    var log: RequestLog {
        contents.withLock { $0.log }
    }
}
