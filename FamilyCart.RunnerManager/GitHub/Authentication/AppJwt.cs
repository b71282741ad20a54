using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyCart.RunnerManager.GitHub.Settings;

namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>By which an App speaks for itself.</summary>
internal static class AppJwt
{
    // GitHub refuses what was issued in its future and what lives longer than ten minutes from now.
    private static readonly TimeSpan _past = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _life = TimeSpan.FromMinutes(9);

    private static readonly string _header = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);

    /// <param name="app">Whose key signs.</param>
    /// <param name="now">By GitHub's clock.</param>
    /// <returns>A JWT of at most ten minutes, RS256.</returns>
    /// <exception cref="CryptographicException">The key is none any more, nor are its file's faults: see <see cref="AppSettings.OpenKey"/>.</exception>
    public static string Sign(AppSettings app, DateTimeOffset now)
    {
        var claims = Encoding.UTF8.GetBytes(
            $$"""{"iat":{{(now - _past).ToUnixTimeSeconds()}},"exp":{{(now + _life).ToUnixTimeSeconds()}},"iss":"{{JsonEncodedText.Encode(app.Id)}}"}""");
        var content = $"{_header}.{Base64Url.EncodeToString(claims)}";
        using var key = app.OpenKey();
        return $"{content}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
