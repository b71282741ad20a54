using System.Collections.Frozen;

namespace FamilyCart.Api.Accounts.Passwords;

/// <summary>The passwords that are tried first, from <c>common-passwords.txt</c>: one a line, in lower case.</summary>
internal static class CommonPasswords
{
    private const string Resource = "FamilyCart.Api.Accounts.Passwords.common-passwords.txt";

    private static readonly Lazy<FrozenSet<string>> _all = new(() => ReadAll().ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    internal static bool Contains(string password) => _all.Value.Contains(password);

    private static IEnumerable<string> ReadAll()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
