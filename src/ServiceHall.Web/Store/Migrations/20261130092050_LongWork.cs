using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class LongWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "long_work",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    parameters = table.Column<string>(type: "jsonb", maxLength: -1, nullable: false),
                    starter_id = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    stage = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    reached = table.Column<string>(type: "jsonb", maxLength: -1, nullable: true),
                    runs = table.Column<int>(type: "integer", nullable: false),
                    job = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stop_asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stop_asked_by_id = table.Column<int>(type: "integer", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    result = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    is_refused = table.Column<bool>(type: "boolean", nullable: false),
                    fault = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_long_work", x => x.id);
                    table.CheckConstraint("ck_long_work_ends", "(ended_at IS NOT NULL) = (state IN ('Done', 'Stopped', 'Failed'))");
                    table.ForeignKey(
                        name: "fk_long_work_staff_starter_id",
                        column: x => x.starter_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_long_work_staff_stop_asked_by_id",
                        column: x => x.stop_asked_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "work_file",
                columns: table => new
                {
                    work_id = table.Column<int>(type: "integer", nullable: false),
                    is_result = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    content_type = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_file", x => new { x.work_id, x.is_result });
                    table.ForeignKey(
                        name: "fk_work_file_long_work_work_id",
                        column: x => x.work_id,
                        principalTable: "long_work",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_long_work_open",
                table: "long_work",
                column: "id",
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_long_work_started_at",
                table: "long_work",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "ix_long_work_starter_id_key",
                table: "long_work",
                columns: new[] { "starter_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_long_work_stop_asked_by_id",
                table: "long_work",
                column: "stop_asked_by_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "work_file");

            migrationBuilder.DropTable(
                name: "long_work");
        }
    }
}
