namespace FamilyCart.GitHubEmulator.Jobs;

/// <summary>What a step of a job does, and what its amount means.</summary>
public enum StepKind
{
    /// <summary>Waits; seconds.</summary>
    Sleep,

    /// <summary>Fails.</summary>
    Fail,

    /// <summary>Writes the file of the step's text below the workspace; MB.</summary>
    Write,

    /// <summary>Runs the step's text by the shell.</summary>
    Run,

    /// <summary>Touches memory; MB, 1024 at most.</summary>
    Memory,

    /// <summary>Keeps one CPU busy; seconds.</summary>
    Cpu,

    /// <summary>Wherever it stands: the worker goes on after it said how the job ended; seconds.</summary>
    Hang,
}
