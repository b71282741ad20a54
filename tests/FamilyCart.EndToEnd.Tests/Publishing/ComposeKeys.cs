namespace FamilyCart.EndToEnd.Tests.Publishing;

/// <summary>A compose file's text by service and key: as much of YAML as the publisher writes, two blanks a level.</summary>
internal static class ComposeKeys
{
    /// <summary>From service and key to the lines below it.</summary>
    public static IReadOnlyDictionary<(string Service, string Key), string> Of(string text)
    {
        var keys = new Dictionary<(string, string), string>();
        var (isServices, service, key) = (false, "", "");
        foreach (var line in text.Split('\n'))
        {
            var depth = line.Length - line.TrimStart(' ').Length;
            var name = line.Trim().Split(':')[0];
            if (depth == 0)
            {
                isServices = name == "services";
            }
            else if (isServices && depth == 2)
            {
                (service, key) = (name, "");
            }
            else if (isServices && depth == 4)
            {
                key = name;
                keys[(service, key)] = line;
            }
            else if (isServices && key.Length > 0)
            {
                keys[(service, key)] += "\n" + line;
            }
        }

        return keys;
    }
}
