using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Mail.Transports;

/// <summary>Settings of section <c>Mail:Brevo</c>.</summary>
/// <param name="ApiKey">The key of the account; required.</param>
/// <param name="Url">The API, https or on loopback. Default https://api.brevo.com.</param>
internal sealed record BrevoSettings(string ApiKey, Uri Url)
{
    private const string Brevo = "Brevo:";
    private const string ApiKeyKey = $"{Brevo}{nameof(ApiKey)}";
    private const string UrlKey = $"{Brevo}{nameof(Url)}";
    private const string PublicUrl = "https://api.brevo.com";

    /// <summary>Without the key.</summary>
    public override string ToString() => nameof(BrevoSettings);

    /// <param name="reader">Of section <c>Mail</c>.</param>
    internal static BrevoSettings Read(SettingReader reader)
    {
        var apiKey = reader.Text(ApiKeyKey) ?? "";
        if (apiKey.Length == 0)
        {
            reader.AddFault(ApiKeyKey, "is missing", "make a key in the account at Brevo and give it as a secret");
        }
        else if (!apiKey.All(letter => letter is > ' ' and <= '~'))
        {
            reader.AddFault(ApiKeyKey, "has characters that no key has", "copy it again; it is not shown here");
        }

        var text = reader.Text(UrlKey) ?? PublicUrl;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            return new BrevoSettings(apiKey, url);
        }

        reader.AddFault(UrlKey, text, "an https address", PublicUrl);
        return new BrevoSettings(apiKey, new Uri(PublicUrl));
    }
}
