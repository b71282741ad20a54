using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Ops.Settings;

/// <summary>A bucket and who may write to it.</summary>
/// <param name="Name">The bucket.</param>
/// <param name="Endpoint">Host, and port if it is not 443, such as <c>s3.example.org</c>.</param>
/// <param name="Region">The store's name of its place.</param>
/// <param name="AccessKey">The user.</param>
/// <param name="SecretKey">Its secret.</param>
internal sealed record S3Bucket(string Name, string Endpoint, string Region, string AccessKey, string SecretKey)
{
    /// <summary>Without the keys.</summary>
    public override string ToString() => Name;

    internal static S3Bucket Read(SettingReader reader, string key, string name) => new(
        name,
        Required(reader, $"{key}:Endpoint", "name the store, for example s3.example.org"),
        reader.Text($"{key}:Region") ?? "us-east-1",
        Required(reader, $"{key}:AccessKey", "give the key that may write to the bucket"),
        Required(reader, $"{key}:SecretKey", "give the secret that belongs to the access key"));

    private static string Required(SettingReader reader, string key, string remedy)
    {
        if (reader.Text(key) is { } text && !text.Contains('\n', StringComparison.Ordinal))
        {
            return text;
        }

        reader.AddFault(key, "is missing", remedy);
        return "";
    }
}
