using System.Text;

namespace FamilyCart.ServiceDefaults.Secrets;

// Puts secrets where values refer to them; each file is read once. Without a folder only the form of references is looked at.
internal sealed class SecretReplacer(string? folder, List<string> faults)
{
    public const string Start = "{secret:";

    public const char End = '}';

    private readonly Dictionary<string, SecretFile> _files = [];

    // The secrets that were read, each with a name of its file.
    public IReadOnlyDictionary<string, string> NamesByText =>
        _files.Where(pair => pair.Value.Text is not null)
            .SelectMany(pair => SecretLines.Of(pair.Value.Text!).All, (pair, text) => (Text: text, Name: pair.Key))
            .DistinctBy(pair => pair.Text).ToDictionary(pair => pair.Text, pair => pair.Name);

    // Null after noting what is at fault. What a secret holds is not looked through for references again.
    public string? Replace(string key, string value)
    {
        var text = new StringBuilder();
        var known = new HashSet<string>();
        var (position, number, isWhole) = (0, 0, true);
        for (int start; (start = value.IndexOf(Start, position, StringComparison.Ordinal)) >= 0;)
        {
            number++;
            text.Append(value, position, start - position);
            var end = value.IndexOf(End, start);
            if (end < 0)
            {
                // The rest is not shown: a password in plain text may stand there.
                faults.Add($"{key} has a reference, number {number}, that no brace closes; for example {key}={Start}familycart-password{End}.");
                return null;
            }

            var name = value[(start + Start.Length)..end];
            var secret = Find(key, name, number, known);
            isWhole &= secret is not null;
            text.Append(secret);
            position = end + 1;
        }

        return isWhole ? text.Append(value, position, value.Length - position).ToString() : null;
    }

    private string? Find(string key, string name, int number, HashSet<string> known)
    {
        if (!SecretName.IsValid(name))
        {
            faults.Add($"{key} has a reference, number {number}, whose name is none of a secret; use {SecretName.Rule}.");
            return null;
        }

        if (folder is null)
        {
            return null;
        }

        if (!_files.TryGetValue(name, out var file))
        {
            file = SecretFile.Read(folder, name);
            file = file.Text is "" ? file with { Text = null, Fault = new SecretFault("is empty", "write the secret into it") } : file;
            _files.Add(name, file);
        }

        // Once for each value, however often it stands there.
        if (file.Fault is { } fault && known.Add(name))
        {
            faults.Add($"{key} refers to {file.Path}, which {fault.Problem}; {fault.Remedy}.");
        }

        return file.Text is { } text ? SecretLines.Of(text).Current : null;
    }
}
