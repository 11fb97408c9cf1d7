using ServiceHall.Replay;

namespace ServiceHall.Cli.Replay;

/// <summary>
/// A folder that appears whole or not at all: its files are written to a folder beside it, which is renamed in one step.
/// What a killed run left beside it is cleared away by the next one.
/// </summary>
internal sealed class OutFolder : IDisposable
{
    private readonly string _target;
    private readonly FileStream _lock;
    private bool _kept;

    private OutFolder(string target, string beside, FileStream held) => (_target, Path, _lock) = (target, beside, held);

    /// <summary>Where to write.</summary>
    public string Path { get; }

    /// <summary>Prepares the folder beside the target.</summary>
    /// <exception cref="CommandFault">The target is not empty, or another run is writing it.</exception>
    public static OutFolder Beside(string target, Language say)
    {
        target = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        RefuseFull(target, say);
        var parent = System.IO.Path.GetDirectoryName(target)
            ?? throw new CommandFault(say.Of($"不能写到“{target}”；请给出一个新文件夹的名字。", $"Cannot write to '{target}'; give the name of a new folder."));
        Directory.CreateDirectory(parent);
        var beside = System.IO.Path.Combine(parent, $".{System.IO.Path.GetFileName(target)}.partial");
        var held = Lock(beside + ".lock", target, say);
        if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        Directory.CreateDirectory(beside);
        return new OutFolder(target, beside, held);
    }

    /// <summary>Renames what was written into place.</summary>
    public void Keep(Language say)
    {
        RefuseFull(_target, say);
        if (Directory.Exists(_target)) Directory.Delete(_target);
        Directory.Move(Path, _target);
        _kept = true;
    }

    public void Dispose()
    {
        if (!_kept && Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        File.Delete(_lock.Name);
        _lock.Dispose();
    }

    private static void RefuseFull(string target, Language say)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new CommandFault(say.Of($"“{target}”已存在且不是空文件夹；请换一个名字，或先清空它。", $"'{target}' exists and is not an empty folder; choose another name or empty it."));
    }

    private static FileStream Lock(string path, string target, Language say)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new CommandFault(say.Of($"另一次运行正在写“{target}”；请等它结束，或换一个名字。", $"Another run is writing '{target}'; wait for it or choose another name."), fault);
        }
    }
}
