namespace FamilyCart.EndToEnd.Tests.Running;

/// <summary>How a command ended and all that it wrote.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Non-empty lines of standard error.</summary>
    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
