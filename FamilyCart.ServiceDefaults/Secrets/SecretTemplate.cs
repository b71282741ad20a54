using System.Text;

namespace FamilyCart.ServiceDefaults.Secrets;

// A value with references whose form was found good. What a secret holds is not looked through for references again.
internal sealed class SecretTemplate
{
    private readonly List<(string Text, bool IsName)> _parts = [];

    public SecretTemplate(string value)
    {
        var position = 0;
        for (int start; (start = value.IndexOf(SecretReplacer.Start, position, StringComparison.Ordinal)) >= 0;)
        {
            var end = value.IndexOf(SecretReplacer.End, start);
            _parts.Add((value[position..start], false));
            _parts.Add((value[(start + SecretReplacer.Start.Length)..end], true));
            position = end + 1;
        }

        _parts.Add((value[position..], false));
    }

    public IEnumerable<string> Names => _parts.Where(part => part.IsName).Select(part => part.Text).Distinct(StringComparer.Ordinal);

    public string Fill(Func<string, string> secret) =>
        _parts.Aggregate(new StringBuilder(), (text, part) => text.Append(part.IsName ? secret(part.Text) : part.Text)).ToString();
}
