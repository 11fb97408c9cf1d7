using ServiceHall.Web.Store.Keys;

namespace ServiceHall.Web.Tests;

/// <summary>The certificate of every hall that tests open on a configured database.</summary>
internal static class TestKeys
{
    /// <summary>Made once beside the tests, and used by later runs too.</summary>
    public static string File { get; } = Make();

    public static KeyCertificates Certificates { get; } = new(KeyFile.Read(File, null), []);

    private static string Make()
    {
        var file = Path.Combine(AppContext.BaseDirectory, KeyCertificates.LocalFile);
        if (!System.IO.File.Exists(file))
            KeyFile.Make(file, null);
        return file;
    }
}
