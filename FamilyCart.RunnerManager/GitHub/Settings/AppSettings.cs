using System.Globalization;
using System.Security.Cryptography;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.GitHub.Settings;

/// <summary>A GitHub App, settings of section <c>GitHub:Apps:n</c>.</summary>
/// <param name="Id">The App's id or its client id.</param>
/// <param name="InstallationId">The installation whose runners are managed.</param>
/// <param name="PrivateKey">PEM; null where a file holds it.</param>
/// <param name="PrivateKeyFile">Path of the PEM, read anew for every token, so that a new key needs no reload.</param>
internal sealed record AppSettings(string Id, long InstallationId, Secret? PrivateKey, string? PrivateKeyFile)
{
    /// <summary>What metrics, logs and the page call it.</summary>
    public string Name => $"app-{Id}";

    public static AppSettings Read(SettingReader reader)
    {
        var app = new AppSettings(
            reader.Text(nameof(Id)) ?? string.Empty,
            long.TryParse(reader.Text(nameof(InstallationId)), NumberStyles.None, CultureInfo.InvariantCulture, out var installation) ? installation : 0,
            Secret.Of(reader.Text(nameof(PrivateKey))),
            reader.Text(nameof(PrivateKeyFile)));
        if (app.Id.Length == 0)
        {
            reader.AddFault(nameof(Id), "is missing", "set it to the App's id or client id, which its settings page shows");
        }

        if (app.InstallationId == 0)
        {
            reader.AddFault(nameof(InstallationId), "is missing or no number", "set it to the last part of the address of the installation's page");
        }

        if (app.Fault() is { } fault)
        {
            reader.AddFault(app.PrivateKeyFile is null ? nameof(PrivateKey) : nameof(PrivateKeyFile), fault, "download a private key from the App's settings page and give it as PEM");
        }

        return app;
    }

    /// <summary>The key, which the caller disposes of.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="ArgumentException">It is no PEM.</exception>
    /// <exception cref="CryptographicException">It is no RSA key.</exception>
    public RSA OpenKey()
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(PrivateKeyFile is null ? PrivateKey?.Value : File.ReadAllText(PrivateKeyFile));
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private string? Fault()
    {
        if (PrivateKey is null == PrivateKeyFile is null)
        {
            return PrivateKey is null ? "is missing" : "is given beside PrivateKey";
        }

        try
        {
            using var key = OpenKey();
            return key.KeySize < 2048 ? "is shorter than 2048 bits" : null;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return "is no RSA private key";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "cannot be read";
        }
    }
}
