using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Ops.Settings;

/// <summary>Where pgBackRest keeps a second copy: a folder, such as one of another disk or machine, or a bucket of an S3-compatible store.</summary>
/// <param name="Folder">Absolute folder, or the path inside the bucket.</param>
/// <param name="Bucket">The bucket; null for a folder.</param>
internal sealed record CopySettings(string Folder, S3Bucket? Bucket)
{
    private const string Key = "Copy";

    /// <summary>The place, for people.</summary>
    public override string ToString() => Bucket is null ? Folder : $"{Folder} of the bucket {Bucket}";

    internal static CopySettings? Read(SettingReader reader)
    {
        var bucket = reader.Text($"{Key}:Bucket");
        var folder = BackupSettings.Path(reader, $"{Key}:Folder", "/mnt/other-disk/familycart", isRequired: false);
        return bucket is not null ? new CopySettings(folder ?? "/familycart", S3Bucket.Read(reader, Key, bucket))
            : folder is not null ? new CopySettings(folder, Bucket: null)
            : null;
    }
}
