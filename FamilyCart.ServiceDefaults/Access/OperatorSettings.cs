using System.Security.Cryptography;
using System.Text;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.ServiceDefaults.Access;

/// <summary>Settings of section <c>Operators</c>: <c>Operators:NAME:Token</c> and <c>Operators:NAME:Role</c>, any number of them.</summary>
/// <param name="All">The operators. Default none: then nobody may call what is theirs.</param>
public sealed record OperatorSettings(IReadOnlyList<NamedOperator> All)
{
    /// <summary>The section's name.</summary>
    public const string Section = "Operators";

    private const string Token = "Token";
    private const string Role = "Role";
    private const int ShortestToken = 24;
    private const int LongestToken = 256;
    private const int LongestName = 40;

    /// <summary>The whole key of an operator's token.</summary>
    internal static string TokenKeyOf(string name) => $"{Section}:{name}:{Token}";

    /// <summary>Reads the section; every fault is collected by the reader, and no token is shown in one.</summary>
    public static OperatorSettings Read(SettingReader reader)
    {
        var entries = reader.Sections(ReadOne);
        foreach (var name in entries.Keys.Where(name => !IsName(name)))
        {
            reader.AddFault(name, "is no name of an operator", $"use up to {LongestName} letters, digits and dashes");
        }

        // A token that two share would put one's changes under the other's name.
        var seen = new Dictionary<string, string>();
        foreach (var (name, entry) in entries.Where(pair => pair.Value.Hash.Length > 0))
        {
            if (!seen.TryAdd(Convert.ToHexString(entry.Hash), name))
            {
                var other = seen[Convert.ToHexString(entry.Hash)];
                reader.AddFault($"{name}:{Token}", $"is the token of {other} too", "give each operator one of their own");
            }
        }

        return new OperatorSettings([.. entries.Select(pair => new NamedOperator(pair.Key, pair.Value.Role, pair.Value.Hash))]);
    }

    // Names stand in the audit.
    private static bool IsName(string name) =>
        name.Length <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private static (OperatorRole Role, byte[] Hash) ReadOne(SettingReader reader) => (ReadRole(reader), ReadTokenHash(reader));

    private static OperatorRole ReadRole(SettingReader reader)
    {
        switch (reader.Text(Role)?.ToLowerInvariant())
        {
            case "viewer":
                return OperatorRole.Viewer;
            case "ci":
                return OperatorRole.Ci;
            case "gateway":
                return OperatorRole.Gateway;
            case "operator":
                return OperatorRole.Operator;
            case null:
                reader.AddFault(Role, "is missing", "say viewer, ci, gateway or operator");
                return OperatorRole.Viewer;
            case var other:
                reader.AddFault(Role, other, "viewer, ci, gateway or operator", "viewer");
                return OperatorRole.Viewer;
        }
    }

    private static byte[] ReadTokenHash(SettingReader reader)
    {
        var token = reader.Text(Token);
        if (token is null)
        {
            reader.AddFault(Token, "is missing", $"make one of {ShortestToken} random characters or more");
            return [];
        }

        if (token.Length is < ShortestToken or > LongestToken || !token.All(letter => letter is > ' ' and <= '~'))
        {
            reader.AddFault(
                Token, "is no token (it is not shown)", $"it takes {ShortestToken} to {LongestToken} visible ASCII characters without blanks");
            return [];
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(token));
    }
}
