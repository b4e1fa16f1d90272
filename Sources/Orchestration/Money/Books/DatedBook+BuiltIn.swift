internal import Ledger

extension DatedBook {
    /// The books that come with the program: `default` first, then xAI's lists by their dates.
    public static let builtIn: [DatedBook] = texts.compactMap { try? DatedBook(text: $0) }

    /// The documented prices: what counts until another book is adopted.
    public static let documented: DatedBook =
        (try? DatedBook(text: defaultText))
        ?? DatedBook(name: "default", rows: [], hash: Hash(of: []))

    /// The texts of the built-in books, which are as valid as any from a file.
    package static let texts = [defaultText, november2025Text, november2026Text]

    /// xAI's lists, the newest first.
    public static var lists: [DatedBook] {
        builtIn.filter { $0.name.hasPrefix("xai-") }.sorted { $0.name > $1.name }
    }

    /// The documented prices: $0.005, $0.008 and $0.015 for 1,000 tokens of any kind.
    private static let defaultText = """
        {"book": "default", "unit": "ticks-per-token", "prices": [
          {"model": "grok-code-fast-1", "valid_from": "2025-11-01",
           "input": 50000, "cached": 50000, "output": 50000},
          {"model": "grok-3-fast", "valid_from": "2025-11-01",
           "input": 80000, "cached": 80000, "output": 80000},
          {"model": "grok-4", "valid_from": "2025-11-01",
           "input": 150000, "cached": 150000, "output": 150000}
        ]}

        """

    /// The list of November 2025. The three models that were retired on the 15th of May 2026 have
    /// no price of their own from then on: what serves under their names is billed at its own.
    private static let november2025Text = """
        {"book": "xai-2025-11", "unit": "ticks-per-token", "prices": [
          {"model": "grok-code-fast-1", "valid_from": "2025-11-01", "valid_to": "2026-05-15",
           "input": 2000, "cached": 200, "output": 15000},
          {"model": "grok-3-fast", "valid_from": "2025-11-01", "valid_to": "2026-05-15",
           "input": 50000, "cached": 12500, "output": 250000},
          {"model": "grok-4", "valid_from": "2025-11-01", "valid_to": "2026-05-15",
           "input": 30000, "cached": 7500, "output": 150000,
           "long_context": {"from_prompt_tokens": 128001,
                            "input": 60000, "cached": 7500, "output": 300000}},
          {"model": "grok-3", "valid_from": "2025-11-01",
           "input": 30000, "cached": 7500, "output": 150000},
          {"model": "grok-3-mini", "valid_from": "2025-11-01",
           "input": 3000, "cached": 750, "output": 5000},
          {"model": "grok-4-fast", "valid_from": "2025-11-01",
           "input": 2000, "cached": 500, "output": 5000},
          {"model": "grok-4-1-fast", "valid_from": "2025-11-01",
           "input": 2000, "cached": 500, "output": 5000}
        ]}

        """

    /// The list of November 2026: from 200,000 prompt tokens on every rate doubles.
    private static let november2026Text = """
        {"book": "xai-2026-11", "unit": "ticks-per-token", "prices": [
          {"model": "grok-4.7", "valid_from": "2026-11-01",
           "input": 20000, "cached": 5000, "output": 60000,
           "long_context": {"from_prompt_tokens": 200000,
                            "input": 40000, "cached": 10000, "output": 120000}},
          {"model": "grok-4.6", "valid_from": "2026-11-01",
           "input": 20000, "cached": 5000, "output": 60000,
           "long_context": {"from_prompt_tokens": 200000,
                            "input": 40000, "cached": 10000, "output": 120000}},
          {"model": "grok-4.5", "valid_from": "2026-11-01",
           "input": 20000, "cached": 3000, "output": 60000,
           "long_context": {"from_prompt_tokens": 200000,
                            "input": 40000, "cached": 6000, "output": 120000}},
          {"model": "grok-4.3", "valid_from": "2026-11-01",
           "input": 12500, "cached": 2000, "output": 25000,
           "long_context": {"from_prompt_tokens": 200000,
                            "input": 25000, "cached": 4000, "output": 50000}},
          {"model": "grok-4.20", "valid_from": "2026-11-01",
           "input": 12500, "cached": 2000, "output": 25000,
           "long_context": {"from_prompt_tokens": 200000,
                            "input": 25000, "cached": 4000, "output": 50000}},
          {"model": "grok-build-0.1", "valid_from": "2026-11-01",
           "input": 10000, "cached": 2000, "output": 20000,
           "long_context": {"from_prompt_tokens": 200000,
                            "input": 20000, "cached": 4000, "output": 40000}}
        ]}

        """
}
