/// The last line of `run --json`.
struct RunResult: Decodable {
    struct Subtask: Decodable {
        let id: String
        let status: String
        let model: String
        let tokens: Int64
        let ticks: Int64
    }

    struct Usage: Decodable {
        let totalTokens: Int64
    }

    struct Cost: Decodable {
        let ticks: Int64
        let label: String
    }

    let taskId: String
    let status: String
    let subtasks: [Subtask]
    let result: String?
    let usage: Usage
    let cost: Cost
    let durationMs: Int64
}
