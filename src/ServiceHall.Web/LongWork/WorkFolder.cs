namespace ServiceHall.Web.LongWork;

/// <summary>
/// A folder for the files of a work under way, which only this account may enter. It goes with the work; what a killed server
/// left is deleted when the next one is made.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Prefix = "hall-work-";
    private const string LockName = ".lock";
    private readonly FileStream _lock;

    private WorkFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    public static WorkFolder Make()
    {
        foreach (var left in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
            DeleteIfLeft(left);
        var path = Directory.CreateTempSubdirectory(Prefix).FullName;
        return new WorkFolder(path, Lock(path, FileMode.CreateNew));
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }

    private static FileStream Lock(string path, FileMode mode) =>
        new(System.IO.Path.Combine(path, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private static void DeleteIfLeft(string path)
    {
        try
        {
            // One that is in use is locked by its process; one that has no lock yet is being made.
            using var held = Lock(path, FileMode.Open);
            Directory.Delete(path, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // In use, or another account's.
        }
    }
}
