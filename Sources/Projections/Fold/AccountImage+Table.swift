internal import GRDB

extension AccountImage {
    private static let stateColumns = [
        "requests", "answered", "failed", "unknown", "prompt_tokens", "cached_tokens",
        "completion_tokens", "reasoning_tokens", "settled_ticks", "held_ticks", "setbacks",
        "window_ms_max", "cooled_down_until", "cooled_down_reason", "disabled_reason", "first_at",
        "last_at", "last_event", "last_start", "team", "provider_key",
    ]
    static let insert = Fold.insertion("accounts", ["id", "account", "key"] + stateColumns)
    static let update = """
        UPDATE accounts SET \(stateColumns.map { $0 + " = ?" }.joined(separator: ", "))
        WHERE id = ?
        """

    /// All rows, in the order of their ids, which are 1, 2, 3 …
    static func all(_ database: Database) throws -> [AccountImage] {
        let rows = try Row.fetchAll(database, sql: "SELECT * FROM accounts ORDER BY id")
        return rows.map { row in
            var image = AccountImage(
                id: row["id"], account: row["account"], key: row["key"], at: row["first_at"])
            image.requests = row["requests"]
            image.answered = row["answered"]
            image.failed = row["failed"]
            image.unknown = row["unknown"]
            image.promptTokens = row["prompt_tokens"]
            image.cachedTokens = row["cached_tokens"]
            image.completionTokens = row["completion_tokens"]
            image.reasoningTokens = row["reasoning_tokens"]
            image.settledTicks = row["settled_ticks"]
            image.heldTicks = row["held_ticks"]
            image.setbacks = row["setbacks"]
            image.windowMsMax = row["window_ms_max"]
            image.cooledDownUntil = row["cooled_down_until"]
            image.cooledDownReason = row["cooled_down_reason"]
            image.disabledReason = row["disabled_reason"]
            image.lastAt = row["last_at"]
            image.lastEvent = row["last_event"]
            image.lastStart = row["last_start"]
            image.team = row["team"]
            image.providerKey = row["provider_key"]
            image.isStored = true
            image.isChanged = false
            return image
        }
    }

    func putNew(into row: inout RowWriter) {
        row.put(id)
        row.put(copying: account)
        row.put(copying: key)
        putState(into: &row)
    }

    func putState(into row: inout RowWriter) {
        row.put(requests)
        row.put(answered)
        row.put(failed)
        row.put(unknown)
        row.put(promptTokens)
        row.put(cachedTokens)
        row.put(completionTokens)
        row.put(reasoningTokens)
        row.put(settledTicks)
        row.put(heldTicks)
        row.put(setbacks)
        row.put(windowMsMax)
        row.put(cooledDownUntil)
        row.put(copying: cooledDownReason)
        row.put(copying: disabledReason)
        row.put(firstAt)
        row.put(lastAt)
        row.put(lastEvent)
        row.put(lastStart)
        row.put(copying: team)
        row.put(copying: providerKey)
    }
}
