using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace GlusterDr.Local.Store;

/// <summary>Chooses the native SQLite: the operating system's, which it keeps patched, before the bundled one.</summary>
internal static class SqliteNative
{
    private static readonly string[] s_systemNames = OperatingSystem.IsWindows()
        ? ["winsqlite3"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] : ["libsqlite3.so.0"];

    private static readonly Lazy<string> s_source = new(Load);

    private static string s_loaded = "bundled e_sqlite3";

    /// <summary>Loads SQLite, once; which one it was.</summary>
    public static string Initialize() => s_source.Value;

    private static string Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        Batteries_V2.Init();
        _ = raw.sqlite3_libversion_number();
        return s_loaded;
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? paths)
    {
        foreach (string name in s_systemNames)
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
            {
                s_loaded = name;
                return handle;
            }
        }

        return 0;
    }
}
