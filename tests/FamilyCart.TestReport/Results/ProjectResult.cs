namespace FamilyCart.TestReport.Results;

/// <summary>What one test project's run came to.</summary>
/// <param name="Name">Project name.</param>
/// <param name="Passed">Number of tests that passed.</param>
/// <param name="Failures">Tests that failed, with what they said.</param>
/// <param name="Skipped">Names of tests that were skipped, with the reason given.</param>
/// <param name="ExitCode">Exit code of the test run.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="MayBeEmpty">Whether the project is listed as not having tests yet.</param>
internal sealed record ProjectResult(
    string Name,
    int Passed,
    IReadOnlyList<TestNote> Failures,
    IReadOnlyList<TestNote> Skipped,
    int ExitCode,
    int Seconds,
    bool MayBeEmpty)
{
    /// <summary>Why the run as a whole counts as one more failure; null if it does not.</summary>
    public string? Fault => (Passed + Failures.Count + Skipped.Count, Failures.Count, ExitCode) switch
    {
        (0, _, 0) when !MayBeEmpty => "no test ran; a project without tests is listed in tests/not-yet.txt or removed",
        (_, 0, not 0) => $"the run ended with exit code {ExitCode} and no failed test; its output is in output.log",
        _ => null,
    };

    /// <summary>Failed tests, and the run itself if it failed without one.</summary>
    public int Failed => Failures.Count + (Fault is null ? 0 : 1);
}

/// <summary>A test's full name and what is to be said of it.</summary>
internal sealed record TestNote(string Test, string Text);

/// <summary>A check that is not a test project: how many of its parts passed and failed.</summary>
internal sealed record CheckResult(string Name, int Passed, int Failed);
