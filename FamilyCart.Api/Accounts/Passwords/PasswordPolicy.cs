using FamilyCart.Api.Problems;

namespace FamilyCart.Api.Accounts.Passwords;

/// <summary>What a new password has to be. No rules about kinds of characters: they make passwords worse.</summary>
internal sealed class PasswordPolicy(PasswordSettings settings)
{
    private const string ServiceName = "familycart";

    /// <summary>Returns what is wrong with a new password, or null.</summary>
    /// <param name="password">The password.</param>
    /// <param name="email">The address of its account.</param>
    /// <param name="nickname">The nickname of its account.</param>
    internal Failure? Check(string password, string email, string nickname)
    {
        if (password.Length > PasswordSettings.MaximumLength)
        {
            return Failure.PasswordTooLong;
        }

        if (password.Length < settings.MinimumLength)
        {
            return Failure.PasswordTooShort;
        }

        if (CommonPasswords.Contains(password))
        {
            return Failure.PasswordCommon;
        }

        var address = email.Trim();
        string[] personal = [ServiceName, address, address[..Math.Max(0, address.LastIndexOf('@'))], nickname.Trim()];
        return personal.Contains(password.Trim(), StringComparer.OrdinalIgnoreCase) ? Failure.PasswordPersonal : null;
    }
}
