using System.Globalization;
using System.Xml.Linq;

namespace FamilyCart.TestReport.Coverage;

/// <summary>Lines of the rooms, and which of them some test reached. A line counts once, however many projects' tests reach it; generated ones do not.</summary>
internal sealed class LineCoverage
{
    private const string Generated = ".g.cs";

    private readonly SortedDictionary<string, Dictionary<(string File, int Line), bool>> _rooms = new(StringComparer.Ordinal);

    /// <summary>Per room: its name, the number of lines that can run, and how many of them did.</summary>
    public IEnumerable<(string Room, int Lines, int Reached)> Rooms =>
        _rooms.Select(room => (room.Key, room.Value.Count, room.Value.Values.Count(reached => reached)));

    /// <summary>Percent of all rooms' lines that were reached, 0 to 100; 0 where there is no line at all.</summary>
    public double Percent
    {
        get
        {
            var lines = Rooms.Sum(room => room.Lines);
            return lines == 0 ? 0 : 100.0 * Rooms.Sum(room => room.Reached) / lines;
        }
    }

    /// <summary>Unites files in Cobertura's format; a package is a room.</summary>
    public static LineCoverage Read(IEnumerable<string> paths)
    {
        var coverage = new LineCoverage();
        foreach (var path in paths)
        {
            var document = XDocument.Load(path);
            // File names are relative to what the files of that one run have in common.
            var folder = document.Descendants("source").FirstOrDefault()?.Value ?? "";
            foreach (var package in document.Descendants("package"))
            {
                coverage.Add((string)package.Attribute("name")!, folder, package);
            }
        }

        return coverage;
    }

    private void Add(string room, string folder, XElement package)
    {
        if (!_rooms.TryGetValue(room, out var lines))
        {
            _rooms.Add(room, lines = []);
        }

        foreach (var type in package.Descendants("class"))
        {
            var file = Path.Combine(folder, (string)type.Attribute("filename")!);
            if (file.EndsWith(Generated, StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var line in type.Elements("lines").Elements("line"))
            {
                var key = (file, int.Parse(line.Attribute("number")!.Value, CultureInfo.InvariantCulture));
                lines[key] = lines.GetValueOrDefault(key) || line.Attribute("hits")!.Value != "0";
            }
        }
    }
}
