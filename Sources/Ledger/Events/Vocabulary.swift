/// Which books these are: practice never touches the real ones.
public enum World: String, Sendable, Codable, CaseIterable {
    case live, simulated
}

/// The order in which sub-tasks run.
public enum Strategy: String, Sendable, Codable, CaseIterable {
    /// All at once; dependencies are dropped.
    case parallel
    /// In the plan's order, each with the results before it.
    case sequential
    /// Each as soon as its own dependencies have finished, with their results.
    case adaptive
}

/// How an attempt finds its account.
public enum Routing: String, Sendable, Codable, CaseIterable {
    case roundRobin = "round-robin"
    /// Fewest in flight, then fewest requests in the window.
    case leastLoaded = "least-loaded"
    /// Lowest settled plus held ticks: evens spending over accounts, does not reduce it.
    case costOptimized = "cost-optimized"
}

/// How hard a sub-task is; it picks the model.
public enum Complexity: String, Sendable, Codable, CaseIterable {
    case simple, medium, complex
}

/// A kind of work that a model is chosen for.
public enum Role: String, Sendable, Codable, CaseIterable {
    case decomposition, simple, medium, complex, aggregation

    public init(_ complexity: Complexity) {
        switch complexity {
        case .simple: self = .simple
        case .medium: self = .medium
        case .complex: self = .complex
        }
    }
}

/// The kind of question that a call asks.
public enum CallKind: String, Sendable, Codable, CaseIterable {
    case decomposition, subtask, aggregation
}

/// What an answer turned out to be. Everything but `complete` makes the run partial.
public enum AnswerOutcome: String, Sendable, Codable, CaseIterable {
    case complete
    /// Ended by the length limit.
    case cut
    /// The model declined.
    case refused
    /// There is no text.
    case empty
}
