namespace Aspire.Hosting.ApplicationModel;

/// <summary>The rule for names: 1 to 64 letters, digits and single dashes; begins with a letter, does not end with a dash.</summary>
internal static class ResourceName
{
    public const int MaximumLength = 64;

    /// <exception cref="ArgumentException">The name breaks the rule.</exception>
    public static void Validate(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var fault = name switch
        {
            { Length: > MaximumLength } => $"must be between 1 and {MaximumLength} characters long",
            _ when !char.IsAsciiLetter(name[0]) => "must start with an ASCII letter",
            _ when name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-') => "must contain only ASCII letters, digits, and hyphens",
            _ when name[^1] == '-' => "cannot end with a hyphen",
            _ when name.Contains("--", StringComparison.Ordinal) => "cannot contain consecutive hyphens",
            _ => null
        };
        if (fault is not null)
        {
            throw new ArgumentException($"Resource name '{name}' is invalid. Name {fault}.", nameof(name));
        }
    }
}
