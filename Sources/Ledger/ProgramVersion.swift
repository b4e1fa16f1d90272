/// The program's version, as `--version` prints it and events carry it.
public enum ProgramVersion {
    public static let text = "0.1.0"
    /// Who events say they were written by.
    public static let actor = "grok/" + text
}
