using FamilyCart.AppHost.Machine;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>The files of an exporter that runs as a process.</summary>
/// <param name="Path">Its folder of this topology.</param>
/// <param name="Account">Whom it runs as.</param>
internal sealed record ExporterFolder(string Path, ServerAccount Account)
{
    /// <summary>A copy of what the repository has for it.</summary>
    public string Configuration => System.IO.Path.Combine(Path, "etc");

    /// <summary>What only its account may read.</summary>
    public string Secret => System.IO.Path.Combine(Path, "secret", "password");

    /// <summary>Makes the folder anew; what an earlier run put there is gone.</summary>
    /// <param name="source">Folder in the repository whose files are copied; null for none.</param>
    /// <param name="secret">What <see cref="Secret"/> holds; null for nothing.</param>
    public void Write(string? source, string? secret)
    {
        OpenFolder.Create(Path);
        Account.TakeBack(Path);
        if (source is not null)
        {
            ConfigurationFolder.Write(source, Configuration, []);
        }

        if (secret is not null)
        {
            Account.CreateFolder(System.IO.Path.GetDirectoryName(Secret)!);
            Account.WriteSecretFile(Secret, secret);
        }
    }
}
