using FamilyCart.Testing;

namespace FamilyCart.Ops.Tests.Support;

/// <summary>A folder of a bucket, for <c>Backup:Copy</c>.</summary>
/// <param name="Store">The store.</param>
/// <param name="Name">The folder's.</param>
internal sealed record BucketCopy(S3Server Store, string Name)
{
    /// <summary>What the environment says of it.</summary>
    public (string Key, string Value)[] Settings =>
    [
        ("Backup__Copy__Bucket", S3Server.Bucket),
        ("Backup__Copy__Folder", $"/{Name}"),
        ("Backup__Copy__Endpoint", Store.Endpoint),
        ("Backup__Copy__AccessKey", S3Server.Key),
        ("Backup__Copy__SecretKey", S3Server.Key),
        ("Backup__Copy__CertificateAuthority", Store.AuthorityFile),
    ];

    /// <summary>Where the store keeps the folder's objects.</summary>
    public string Objects => Path.Combine(Store.Objects, Name);
}
