namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value of letters, digits and special characters, from a cryptographic source.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    // Look-alikes (0, O, 1, l, I) are left out; the special characters need no quoting in connection strings.
    private const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string DigitCharacters = "0123456789";
    private const string SpecialCharacters = "-_.{}~()*+!";

    /// <summary>Length of the value in characters.</summary>
    public int MinLength { get; set; }

    public bool Lower { get; set; } = true;

    public bool Upper { get; set; } = true;

    public bool Numeric { get; set; } = true;

    public bool Special { get; set; } = true;

    public int MinLower { get; set; }

    public int MinUpper { get; set; }

    public int MinNumeric { get; set; }

    public int MinSpecial { get; set; }

    /// <summary>Writes what differs from the default of the class.</summary>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
        context.Writer.WriteStartObject("generate");
        context.Writer.WriteNumber("minLength", MinLength);
        foreach (var (name, allowed) in (ReadOnlySpan<(string, bool)>)[("lower", Lower), ("upper", Upper), ("numeric", Numeric), ("special", Special)])
        {
            if (!allowed)
            {
                context.Writer.WriteBoolean(name, false);
            }
        }

        foreach (var (name, minimum) in (ReadOnlySpan<(string, int)>)[("minLower", MinLower), ("minUpper", MinUpper), ("minNumeric", MinNumeric), ("minSpecial", MinSpecial)])
        {
            if (minimum > 0)
            {
                context.Writer.WriteNumber(name, minimum);
            }
        }

        context.Writer.WriteEndObject();
    }

    public override string GetDefaultValue()
    {
        (string Characters, bool Allowed, int Minimum)[] classes =
        [
            (LowerCharacters, Lower, MinLower), (UpperCharacters, Upper, MinUpper),
            (DigitCharacters, Numeric, MinNumeric), (SpecialCharacters, Special, MinSpecial)
        ];
        if (classes.FirstOrDefault(c => !c.Allowed && c.Minimum > 0) is { Minimum: > 0 } contradiction)
        {
            throw new ArgumentException($"{contradiction.Minimum} characters are required of a class that is not allowed.");
        }

        var required = classes.SelectMany(c => RandomNumberGenerator.GetString(c.Characters, c.Minimum)).ToList();
        var alphabet = string.Concat(classes.Where(c => c.Allowed).Select(c => c.Characters));
        if (alphabet.Length == 0)
        {
            throw new ArgumentException("At least one class of characters must be allowed.");
        }

        var rest = RandomNumberGenerator.GetString(alphabet, Math.Max(MinLength - required.Count, 0));
        char[] value = [.. required, .. rest];
        RandomNumberGenerator.Shuffle(value.AsSpan());
        return new string(value);
    }
}
