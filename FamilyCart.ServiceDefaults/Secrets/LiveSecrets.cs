namespace FamilyCart.ServiceDefaults.Secrets;

/// <summary>
/// What settings that refer to secrets are now: files may change while the service runs, and hold two secrets while one takes over
/// from the other. Settings themselves stay as they were at the start.
/// </summary>
public sealed class LiveSecrets
{
    private readonly Dictionary<string, SecretTemplate> _templates;
    private volatile State _state;

    internal LiveSecrets(string folder, IReadOnlyDictionary<string, string> templates)
    {
        Folder = folder;
        _templates = templates.ToDictionary(pair => pair.Key, pair => new SecretTemplate(pair.Value), StringComparer.OrdinalIgnoreCase);
        _state = new(0, _templates.Values.SelectMany(template => template.Names).Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, SeenSecret.Read(folder, name).Seen))
            .Where(pair => pair.Seen is not null)
            .ToDictionary(pair => pair.Name, pair => pair.Seen!, StringComparer.Ordinal));
    }

    private LiveSecrets()
        : this("/", new Dictionary<string, string>())
    {
    }

    /// <summary>Of a service none of whose settings refers to one.</summary>
    public static LiveSecrets None { get; } = new();

    /// <summary>Grows with each change of a secret, from 0.</summary>
    public int Version => _state.Version;

    internal string Folder { get; }

    internal IReadOnlyDictionary<string, SeenSecret> Seen => _state.Seen;

    /// <summary>What a setting is with the secrets of now.</summary>
    /// <param name="key">The setting's whole key, such as <c>Gateway:SlotToken</c>.</param>
    /// <returns>
    /// The value to be used, and behind it one that is valid as well, while there is one; empty for a setting that refers to no secret.
    /// </returns>
    public IReadOnlyList<string> ValuesOf(string key)
    {
        if (!_templates.TryGetValue(key, out var template))
        {
            return [];
        }

        var seen = _state.Seen;
        var changing = template.Names.FirstOrDefault(name => seen.GetValueOrDefault(name)?.Lines.Other is not null);
        if (template.Names.Any(name => !seen.ContainsKey(name)))
        {
            return [];
        }

        var value = template.Fill(name => seen[name].Lines.Current);
        return changing is null ? [value] : [value, template.Fill(name => name == changing ? seen[name].Lines.Other! : seen[name].Lines.Current)];
    }

    // What a secret's file holds at this moment, for whoever cannot wait until it is looked at again. While it cannot be read, it is what
    // was good before.
    internal IReadOnlyList<string> ReadAnew(string name) => (SeenSecret.Read(Folder, name).Seen ?? _state.Seen[name]).Lines.All;

    // Called by one at a time.
    internal void Replace(string name, SeenSecret seen)
    {
        var before = _state;
        var grows = before.Seen[name].Lines == seen.Lines ? 0 : 1;
        _state = new(before.Version + grows, new Dictionary<string, SeenSecret>(before.Seen, StringComparer.Ordinal) { [name] = seen });
    }

    internal IEnumerable<string> NamesOf(string key) => _templates.TryGetValue(key, out var template) ? template.Names : [];

    private sealed record State(int Version, IReadOnlyDictionary<string, SeenSecret> Seen);
}
