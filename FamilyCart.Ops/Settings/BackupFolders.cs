namespace FamilyCart.Ops.Settings;

/// <summary>Where things lie below <see cref="BackupSettings.Folder"/>. The server reads <see cref="Configuration"/> and writes <see cref="Repository"/>.</summary>
/// <param name="Root">The folder itself.</param>
internal sealed record BackupFolders(string Root)
{
    /// <summary>pgBackRest's settings, with the key: only the server's account may read it.</summary>
    public string Configuration => Path.Combine(Root, "pgbackrest.conf");

    /// <summary>The same for one repository alone, while a file goes into that one only.</summary>
    public string ConfigurationOfOne => Path.Combine(Root, "pgbackrest-one.conf");

    /// <summary>rclone's settings, with the keys of the copy's store: only this program's account may read it.</summary>
    public string StoreConfiguration => Path.Combine(Root, "rclone.conf");

    /// <summary>pgBackRest's repository: base backups and archived WAL.</summary>
    public string Repository => Path.Combine(Root, "repository");

    /// <summary>Dumps, a folder each.</summary>
    public string Dumps => Path.Combine(Root, "dumps");

    /// <summary>Restored instances of drills, and other things that nobody misses.</summary>
    public string Work => Path.Combine(Root, "work");

    /// <summary>pgBackRest's locks.</summary>
    public string Locks => Path.Combine(Root, "locks");

    /// <summary>The password of the role <c>backup</c> in libpq's form.</summary>
    public string Password => Path.Combine(Root, "pgpass");

    /// <summary>What the last jobs came to; a restart forgets nothing.</summary>
    public string State => Path.Combine(Root, "state.json");

    /// <summary>Held by whoever restores or drills.</summary>
    public string Lock => Path.Combine(Root, "ops.lock");
}
