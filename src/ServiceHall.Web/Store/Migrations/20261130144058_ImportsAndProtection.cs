using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class ImportsAndProtection : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_role_grant_separate_administrators",
                table: "role_grant");

            migrationBuilder.CreateTable(
                name: "import_record",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    importer_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sheet = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    words = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    created = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    left_out = table.Column<int>(type: "integer", nullable: false),
                    ticked = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    signed_by_id = table.Column<int>(type: "integer", nullable: true),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by_id = table.Column<int>(type: "integer", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_record", x => x.id);
                    table.CheckConstraint("ck_import_record_ends", "(ended_at IS NOT NULL) = (state IN ('Withdrawn', 'TakenBack'))");
                    table.CheckConstraint("ck_import_record_second_signature", "signed_by_id <> importer_id");
                    table.ForeignKey(
                        name: "fk_import_record_staff_ended_by_id",
                        column: x => x.ended_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_import_record_staff_importer_id",
                        column: x => x.importer_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_import_record_staff_signed_by_id",
                        column: x => x.signed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "integrity_seal",
                columns: table => new
                {
                    chain = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ids = table.Column<long[]>(type: "bigint[]", nullable: false),
                    digests = table.Column<byte[]>(type: "bytea", nullable: false),
                    last_id = table.Column<long>(type: "bigint", nullable: false),
                    removed_through = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    previous_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_integrity_seal", x => new { x.chain, x.number });
                    table.CheckConstraint("ck_integrity_seal_kind", "(kind = 'Removal') = (removed_through IS NOT NULL)");
                });

            migrationBuilder.CreateTable(
                name: "position_consent",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    is_given = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    device = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_position_consent", x => x.id);
                    table.ForeignKey(
                        name: "fk_position_consent_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "retention_run",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kept_from = table.Column<DateOnly>(type: "date", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retention_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_file",
                columns: table => new
                {
                    import_id = table.Column<int>(type: "integer", nullable: false),
                    content_type = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_file", x => x.import_id);
                    table.ForeignKey(
                        name: "fk_import_file_import_record_import_id",
                        column: x => x.import_id,
                        principalTable: "import_record",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "imported_fact",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    import_id = table.Column<int>(type: "integer", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    words = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    thing = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    thing_id = table.Column<int>(type: "integer", nullable: false),
                    before = table.Column<string>(type: "jsonb", maxLength: -1, nullable: true),
                    after = table.Column<string>(type: "jsonb", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imported_fact", x => x.id);
                    table.ForeignKey(
                        name: "fk_imported_fact_import_record_import_id",
                        column: x => x.import_id,
                        principalTable: "import_record",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ux_role_grant_separate_administrators",
                table: "role_grant",
                column: "staff_id",
                unique: true,
                filter: "role IN ('SystemAdministrator', 'AuditAdministrator', 'SecurityAdministrator')");

            migrationBuilder.CreateIndex(
                name: "ix_import_record_at",
                table: "import_record",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_import_record_ended_by_id",
                table: "import_record",
                column: "ended_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_import_record_importer_id",
                table: "import_record",
                column: "importer_id");

            migrationBuilder.CreateIndex(
                name: "ix_import_record_signed_by_id",
                table: "import_record",
                column: "signed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_imported_fact_import_id_line",
                table: "imported_fact",
                columns: new[] { "import_id", "line" });

            migrationBuilder.CreateIndex(
                name: "ix_integrity_seal_at",
                table: "integrity_seal",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_position_consent_staff_id_id",
                table: "position_consent",
                columns: new[] { "staff_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_retention_run_at",
                table: "retention_run",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "import_file");

            migrationBuilder.DropTable(
                name: "imported_fact");

            migrationBuilder.DropTable(
                name: "integrity_seal");

            migrationBuilder.DropTable(
                name: "position_consent");

            migrationBuilder.DropTable(
                name: "retention_run");

            migrationBuilder.DropTable(
                name: "import_record");

            migrationBuilder.DropIndex(
                name: "ux_role_grant_separate_administrators",
                table: "role_grant");

            migrationBuilder.CreateIndex(
                name: "ux_role_grant_separate_administrators",
                table: "role_grant",
                column: "staff_id",
                unique: true,
                filter: "role IN ('SystemAdministrator', 'AuditAdministrator')");
        }
    }
}
