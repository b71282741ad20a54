using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Usage;

/// <summary>The use of runners that are processes: from their control groups and their folders.</summary>
internal sealed class ProcessUsage(ProcessDriverSettings settings) : IUsageSource
{
    // A job can make more files than anybody wants to count. What was counted until then is told.
    private const int MostEntries = 200_000;
    private const int Deepest = 64;

    private static readonly EnumerationOptions s_ownFiles = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = Deepest,
        IgnoreInaccessible = true,
        // A link may lead anywhere.
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    public ControlGroupUse? Read(string name) => ControlGroup.Load(Folder(name).Group)?.Use();

    public long? DiskBytes(string name)
    {
        var root = new DirectoryInfo(Folder(name).Root);
        if (!root.Exists || root.LinkTarget is not null)
        {
            return null;
        }

        try
        {
            return root.EnumerateFiles("*", s_ownFiles).Take(MostEntries).Sum(Length);
        }
        catch (IOException)
        {
            // It was removed meanwhile.
            return null;
        }
    }

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private RunnerFolder Folder(string name) => new(Path.Combine(settings.Folder, Path.GetFileName(name)));
}
