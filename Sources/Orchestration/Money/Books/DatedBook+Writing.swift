internal import Ledger

extension DatedBook {
    /// The text of a book with these rows, which reads as the same rows again.
    public static func text(name: String, rows: [Row]) -> String {
        let prices = rows.map { row in
            var members = [
                "\"model\": " + CanonicalJSON.quote(row.model),
                "\"valid_from\": \"\(row.validFrom)\"",
            ]
            if let validTo = row.validTo { members.append("\"valid_to\": \"\(validTo)\"") }
            members.append(Self.members(row.rates))
            if let long = row.longContext {
                members.append(
                    "\"long_context\": {\"from_prompt_tokens\": \(long.fromPromptTokens), "
                        + Self.members(long.rates) + "}")
            }
            return "  {" + members.joined(separator: ", ") + "}"
        }
        return "{\"book\": \(CanonicalJSON.quote(name)), \"unit\": \"\(unit)\", "
            + "\"prices\": [\n" + prices.joined(separator: ",\n") + "\n]}\n"
    }

    private static func members(_ rates: Rates) -> String {
        "\"input\": \(rates.input), \"cached\": \(rates.cached), \"output\": \(rates.output)"
    }
}
