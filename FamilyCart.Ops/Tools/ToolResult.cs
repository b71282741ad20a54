namespace FamilyCart.Ops.Tools;

/// <summary>How a tool ended.</summary>
/// <param name="Code">Its exit code; 128 and more after a signal.</param>
/// <param name="Output">What it wrote, the last 4 MB.</param>
/// <param name="Errors">What it wrote to its error output, the last 64 KB.</param>
internal sealed record ToolResult(int Code, string Output, string Errors)
{
    /// <summary>Whether it ended well.</summary>
    public bool Succeeded => Code == 0;
}
