namespace FamilyCart.ServiceDefaults.Secrets;

internal static class SecretName
{
    public const string Rule = "lower-case letters, digits and dashes";

    // Nothing of a path is among them, so a name stays inside the folder.
    public static bool IsValid(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
