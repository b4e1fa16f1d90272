internal import GRDB

/// The part of the fold that counts requests and money, by account and over time. It knows all
/// accounts and everything that ended attempts are told apart by: tens of rows.
struct MoneyFold {
    private static let quarterMicroseconds: Int64 = 900_000_000
    private static let quartersOfDay: Int64 = 96

    private(set) var accounts: [AccountImage] = []
    private var accountNumbers = ByteTable()

    /// What ended attempts are told apart by; a row of `dimensions`.
    private struct Dimension {
        /// Where its account is in `accounts`.
        let account: Int
        /// Account, key, kind, model, served model, outcome and label.
        let words: [String]
    }

    private var dimensions: [Dimension] = []
    private var dimensionNumbers = ByteTable()
    private var dimensionsStored = 0
    private var quarters = Rollup()
    /// The words that an account or a dimension is made of, one after the other.
    private var key: [UInt8] = []

    /// Continues from what the tables hold.
    init(_ database: Database) throws {
        accounts = try AccountImage.all(database)
        for account in accounts { _ = number([account.account, account.key]) }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT account, key, kind, model, served_model, outcome, label FROM dimensions
                ORDER BY id
                """)
        while let row = try rows.next() {
            let words = (0..<7).map { row[$0] as String }
            dimensions.append(
                Dimension(account: number([words[0], words[1]]), words: words))
            key.removeAll(keepingCapacity: true)
            for word in words { appendWord(word.utf8) }
            _ = key.withUnsafeBytes { dimensionNumbers.index(of: $0) }
        }
        dimensionsStored = dimensions.count
    }

    private mutating func number(_ words: [String]) -> Int {
        key.removeAll(keepingCapacity: true)
        for word in words { appendWord(word.utf8) }
        return key.withUnsafeBytes { accountNumbers.index(of: $0).index }
    }

    private mutating func appendWord(_ word: some Collection<UInt8>) {
        withUnsafeBytes(of: UInt32(word.count)) { key.append(contentsOf: $0) }
        key.append(contentsOf: word)
    }

    private mutating func appendWord(_ word: StaticString) {
        appendWord(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    private mutating func appendWord(_ field: Field, _ batch: LogBatch) {
        batch.memory.withUnsafeBufferPointer { memory in
            appendWord(
                UnsafeBufferPointer(rebasing: memory[field.kind == .text ? field.range : 0..<0]))
        }
    }

    /// Where the account of an event is in `accounts`; a new one if it was never heard of.
    private mutating func account(
        _ name: Field, _ fingerprint: Field, _ entry: LogBatch.Entry, _ batch: LogBatch
    ) -> Int {
        key.removeAll(keepingCapacity: true)
        appendWord(name, batch)
        appendWord(fingerprint, batch)
        let (index, isNew) = key.withUnsafeBytes { accountNumbers.index(of: $0) }
        if isNew {
            var image = AccountImage(
                id: Int64(index) + 1, account: batch.string(name),
                key: batch.string(fingerprint), at: entry.recordedAt)
            if let other = accounts.first(where: { $0.key == image.key }) { image.inherit(other) }
            accounts.append(image)
        }
        accounts[index].lastAt = entry.recordedAt
        accounts[index].lastEvent = entry.position
        accounts[index].isChanged = true
        return index
    }

    // MARK: - What events mean

    mutating func start(_ entry: LogBatch.Entry, _ batch: LogBatch) throws {
        let index = account(
            batch[entry, AttemptField.account], batch[entry, AttemptField.key], entry, batch)
        accounts[index].requests += 1
        accounts[index].lastStart = entry.position
        accounts[index].windowMsMax = max(
            accounts[index].windowMsMax, batch[entry, AttemptField.windowMs].integer ?? 0)
        try accounts[index].heldTicks.add(
            batch[entry, AttemptField.holdTicks].integer ?? 0, "what an account holds")
    }

    mutating func end(_ end: AttemptEnd, _ entry: LogBatch.Entry, _ batch: LogBatch) throws {
        let dimension = dimension(end, entry, batch)
        let index = dimensions[dimension].account
        try accounts[index].end(end)
        if end.state == .answered {
            if accounts[index].setbacks > 0 { updateKey(of: index) { $0.setbacks = 0 } }
        } else if end.isSetback(batch.string(batch[entry, AttemptField.reason])) {
            updateKey(of: index) { $0.setbacks += 1 }
        }
        let quarter = entry.recordedAt / Self.quarterMicroseconds
        try quarters.add(end, to: Rollup.Cell(period: quarter, dimension: Int64(dimension) + 1))
    }

    /// Moves an attempt from what is in doubt to what a person has stated.
    mutating func resolve(
        _ resolution: AttemptResolution, endedAt: Int64, _ entry: LogBatch.Entry,
        _ batch: LogBatch
    ) throws {
        let from = dimension(of: .unknown, "unknown", entry, batch)
        let to = dimension(
            of: .unknown, resolution.ticks == nil ? "unbilled" : "stated", entry, batch)
        try accounts[dimensions[from].account].resolve(resolution)
        let quarter = endedAt / Self.quarterMicroseconds
        try quarters.move(
            resolution, from: Rollup.Cell(period: quarter, dimension: Int64(from) + 1),
            to: Rollup.Cell(period: quarter, dimension: Int64(to) + 1))
    }

    private mutating func dimension(
        _ end: AttemptEnd, _ entry: LogBatch.Entry, _ batch: LogBatch
    ) -> Int {
        dimension(of: end.state, "unknown", entry, batch)
    }

    /// `doubt` is the label of an attempt of unknown outcome.
    private mutating func dimension(
        of state: AttemptEnd.State, _ doubt: StaticString, _ entry: LogBatch.Entry,
        _ batch: LogBatch
    ) -> Int {
        let account = account(
            batch[entry, AttemptField.account], batch[entry, AttemptField.key], entry, batch)
        let model = batch[entry, AttemptField.model]
        let served = batch[entry, AttemptField.servedModel]
        appendWord(batch[entry, AttemptField.kind], batch)
        appendWord(model, batch)
        appendWord(served.isNull ? model : served, batch)
        switch state {
        case .answered:
            appendWord(batch[entry, AttemptField.outcome], batch)
            appendWord(batch[entry, AttemptField.label], batch)
        case .failed:
            appendWord("failed")
            appendWord("unbilled")
        case .unknown:
            appendWord("unknown")
            appendWord(doubt)
        }
        let (index, isNew) = key.withUnsafeBytes { dimensionNumbers.index(of: $0) }
        if isNew { dimensions.append(Dimension(account: account, words: wordsOfKey())) }
        return index
    }

    private func wordsOfKey() -> [String] {
        var words: [String] = []
        var rest = key[...]
        while rest.count >= 4 {
            let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            words.append(String(decoding: rest.dropFirst(4).prefix(count), as: UTF8.self))
            rest = rest.dropFirst(4 + count)
        }
        return words
    }

    mutating func applyAccount(_ entry: LogBatch.Entry, _ batch: LogBatch) throws {
        let index = account(
            batch[entry, WorkField.account], batch[entry, WorkField.key], entry, batch)
        let reason = batch.string(batch[entry, WorkField.reason])
        switch entry.type {
        case .accountCooledDown:
            guard let until = batch[entry, WorkField.untilUs].integer,
                until > accounts[index].cooledDownUntil ?? .min
            else { return }
            updateKey(of: index) {
                $0.cooledDownUntil = until
                $0.cooledDownReason = reason
            }
        case .accountDisabled: updateKey(of: index) { $0.disabledReason = reason }
        case .accountIdentified:
            let team = batch.string(batch[entry, WorkField.team])
            let providerKey = batch[entry, WorkField.providerKey]
            let name = providerKey.isNull ? nil : batch.string(providerKey)
            updateKey(of: index) {
                $0.team = team
                $0.providerKey = name
            }
        default: updateKey(of: index) { $0.disabledReason = nil }
        }
    }

    /// What concerns a key concerns it under every name.
    private mutating func updateKey(of index: Int, _ change: (inout AccountImage) -> Void) {
        let key = accounts[index].key
        for other in accounts.indices where accounts[other].key == key {
            change(&accounts[other])
            accounts[other].isChanged = true
        }
    }

    /// Cool-downs keep their true end when the wall clock jumps.
    mutating func stepClock(by microseconds: Int64) {
        for index in accounts.indices {
            guard let until = accounts[index].cooledDownUntil else { continue }
            accounts[index].cooledDownUntil =
                until.addingReportingOverflow(microseconds).partialValue
            accounts[index].isChanged = true
        }
    }

    // MARK: - Writing

    mutating func write(_ writer: Fold.Writers) throws {
        try writeDimensions(writer)
        try quarters.write(to: "stats_quarters", period: "quarter", writer)
        var days = Rollup()
        try days.add(quarters, ratio: Self.quartersOfDay)
        try days.write(to: "stats_days", period: "day", writer)
        var totals = Rollup()
        try totals.add(days, ratio: nil)
        try totals.write(to: "stats_totals", period: nil, writer)
        quarters.removeAll()
        guard accounts.contains(where: \.isChanged) else { return }
        var insert = try writer(AccountImage.insert)
        var update = try writer(AccountImage.update)
        for index in accounts.indices where accounts[index].isChanged {
            if accounts[index].isStored {
                accounts[index].putState(into: &update)
                update.put(accounts[index].id)
                try update.run()
            } else {
                accounts[index].putNew(into: &insert)
                try insert.run()
            }
            accounts[index].isStored = true
            accounts[index].isChanged = false
        }
    }

    private mutating func writeDimensions(_ writer: Fold.Writers) throws {
        guard dimensionsStored < dimensions.count else { return }
        var row = try writer(
            Fold.insertion(
                "dimensions",
                ["id", "account", "key", "kind", "model", "served_model", "outcome", "label"]))
        for index in dimensionsStored..<dimensions.count {
            row.put(Int64(index) + 1)
            for word in dimensions[index].words { row.put(copying: word) }
            try row.run()
        }
        dimensionsStored = dimensions.count
    }
}

extension AttemptEnd {
    /// Whether the provider was at a limit or in trouble, which makes the next cool-down longer.
    fileprivate func isSetback(_ reason: String) -> Bool {
        switch state {
        case .answered: false
        case .failed: ["rate-limited", "at-capacity", "server-error"].contains(reason)
        case .unknown: reason == "server-error"
        }
    }
}
