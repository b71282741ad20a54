using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.Api.Import.Passwords;

/// <summary>bcrypt ($2a$, $2b$, $2y$), by the system's libcrypt where there is one.</summary>
internal sealed class BcryptHash : ILegacyPasswordHash
{
    private const string Library = "libcrypt.so.1";

    /// <summary>At least those of struct crypt_data, which holds everything that a call works with, in any version of the library.</summary>
    private const int DataBytes = 256 * 1024;

    /// <summary>"$2b$12$", 22 characters of salt, 31 of hash.</summary>
    private const int Length = 60;

    /// <summary>A cost of 15 takes seconds.</summary>
    private const int HighestCost = 14;

    private static readonly bool _isPresent = NativeLibrary.TryLoad(Library, out _);

    public bool CanVerify(string hash) =>
        _isPresent
        && hash.Length == Length
        && hash is ['$', '2', 'a' or 'b' or 'y', '$', >= '0' and <= '9', >= '0' and <= '9', '$', ..]
        && ((hash[4] - '0') * 10) + hash[5] - '0' is >= 4 and <= HighestCost
        && hash.Skip(7).All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '/');

    public bool Verify(string hash, string password)
    {
        // bcrypt reads no further than a zero, which would make a shorter password of it.
        if (password.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        var phrase = NullTerminated(password);
        var data = Marshal.AllocHGlobal(DataBytes);
        try
        {
            Marshal.Copy(new byte[DataBytes], 0, data, DataBytes);
            var found = Marshal.PtrToStringUTF8(Crypt(phrase, NullTerminated(hash), data));
            return found is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(found), Encoding.ASCII.GetBytes(hash));
        }
        finally
        {
            // It held the password.
            Marshal.Copy(new byte[DataBytes], 0, data, DataBytes);
            Marshal.FreeHGlobal(data);
            CryptographicOperations.ZeroMemory(phrase);
        }
    }

    private static byte[] NullTerminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    [DllImport(Library, EntryPoint = "crypt_r", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Crypt(byte[] phrase, byte[] setting, nint data);
}
