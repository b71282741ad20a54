using System.Buffers.Binary;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>Whether a folder is a place where nobody else can put, change or exchange anything.</summary>
internal static class FolderOwner
{
    // As <linux/stat.h> and <fcntl.h> have them.
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicStatus = 0x7ff;
    private const int StatusLength = 256;
    private const int UserOffset = 20;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xf000;
    private const int FolderType = 0x4000;
    private const int LinkType = 0xa000;
    private const int OthersWrite = 0b000_010_010;
    private const int OthersPass = 0b000_000_001;
    private const int Sticky = 0x200;

    /// <param name="path">A full path; it need not exist, those above it count all the same.</param>
    /// <param name="passable">Whether users of other ids have to get through.</param>
    /// <returns>What is wrong with it, as the end of a sentence that begins with its name; null when nothing is.</returns>
    public static string? Fault(string path, bool passable)
    {
        for (var (folder, isLast) = (path, true); folder is not null; (folder, isLast) = (Path.GetDirectoryName(folder), false))
        {
            if (Look(folder) is not var (user, mode))
            {
                continue;
            }

            var fault = (mode & TypeMask) switch
            {
                // Who owns a link's folder decides where it leads; that folder is looked at next.
                LinkType when !isLast => null,
                FolderType when user != 0 && user != NativeMethods.EffectiveUserId() => "belongs to somebody else",
                FolderType when (mode & OthersWrite) != 0 && (isLast || (mode & Sticky) == 0) => "can be written by others",
                FolderType when passable && (mode & OthersPass) == 0 => "cannot be passed by the runners' users",
                FolderType => null,
                _ => "is no folder",
            };
            if (fault is not null)
            {
                return isLast ? fault : $"lies below {folder}, which {fault}";
            }
        }

        return null;
    }

    private static (int User, int Mode)? Look(string path)
    {
        var status = new byte[StatusLength];
        return NativeMethods.Status(CurrentFolder, path, DoNotFollow, BasicStatus, status) == 0
            ? (BinaryPrimitives.ReadInt32LittleEndian(status.AsSpan(UserOffset)), BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)))
            : null;
    }
}
