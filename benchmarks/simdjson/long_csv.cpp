// Turns an export file into a long CSV file, on one thread, with simdjson: a program that checks little, and neither hashes nor
// forces anything to the disk. Arguments: the export file and the CSV file.
#include <simdjson.h>

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

using namespace simdjson;

namespace {

struct Value {
  std::string_view text;
  std::string_view id;
  bool has_text = false;
  bool has_id = false;
};

class Csv {
 public:
  explicit Csv(const char* file) : file_(open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600)) { buffer_.reserve(SIZE + (1 << 20)); }

  ~Csv() {
    flush();
    close(file_);
  }

  void raw(std::string_view text) { buffer_.append(text); }

  void cell(std::string_view text) {
    if (!text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos) {
      buffer_.append(text);
      return;
    }
    buffer_.push_back('"');
    for (char c : text) {
      if (c == '"') {
        buffer_.push_back('"');
      }
      buffer_.push_back(c);
    }
    buffer_.push_back('"');
  }

  void comma() { buffer_.push_back(','); }

  void end_row() {
    buffer_.append("\r\n");
    if (buffer_.size() >= SIZE) {
      flush();
    }
  }

 private:
  static constexpr size_t SIZE = 1 << 20;

  void flush() {
    for (size_t written = 0; written < buffer_.size();) {
      ssize_t count = write(file_, buffer_.data() + written, buffer_.size() - written);
      if (count < 0) {
        std::perror("write");
        std::exit(1);
      }
      written += static_cast<size_t>(count);
    }
    buffer_.clear();
  }

  int file_;
  std::string buffer_;
};

std::string_view trimmed(std::string_view token) {
  size_t end = token.find_last_not_of(" \t\r\n");
  return token.substr(0, end + 1);
}

class Program {
 public:
  explicit Program(Csv& csv) : csv_(csv) {}

  void member(ondemand::object object) {
    std::string_view id;
    bool any = false;
    for (auto field : object) {
      std::string_view key = field.unescaped_key();
      if (key == "memberId") {
        id = field.value().get_string();
      } else if (key == "variables") {
        if (field.value().type() != ondemand::json_type::array) {
          continue;
        }
        for (auto variable : field.value().get_array()) {
          any = true;
          this->variable(id, variable.get_object());
        }
      }
    }
    if (!any) {
      csv_.cell(id);
      csv_.raw(",,,,,,,,");
      csv_.end_row();
    }
  }

 private:
  void variable(std::string_view member, ondemand::object object) {
    std::string_view id, name, type, sensitive, date;
    bool has_date = false;
    values_.clear();
    for (auto field : object) {
      std::string_view key = field.unescaped_key();
      if (key == "id") {
        id = field.value().get_string();
      } else if (key == "name") {
        name = field.value().get_string();
      } else if (key == "dataType") {
        type = field.value().get_string();
      } else if (key == "isSensitive") {
        sensitive = bool(field.value().get_bool()) ? "true" : "false";
      } else if (key == "effectiveDate") {
        has_date = field.value().type() == ondemand::json_type::string;
        if (has_date) {
          date = field.value().get_string();
        }
      } else if (key == "values") {
        if (field.value().type() == ondemand::json_type::array) {
          for (auto value : field.value().get_array()) {
            values_.push_back(read(value.get_object()));
          }
        }
      }
    }
    if (values_.empty()) {
      start(member, id, name, type, sensitive);
      csv_.raw(",,,");
      end(has_date, date);
    }
    for (size_t i = 0; i < values_.size(); i++) {
      const Value& value = values_[i];
      start(member, id, name, type, sensitive);
      csv_.raw(std::to_string(i));
      csv_.comma();
      if (value.has_id) {
        csv_.cell(value.id);
      }
      csv_.comma();
      if (value.has_text) {
        csv_.cell(value.text);
      }
      csv_.comma();
      end(has_date, date);
    }
  }

  static Value read(ondemand::object object) {
    Value read;
    for (auto field : object) {
      std::string_view key = field.unescaped_key();
      if (key == "value") {
        ondemand::json_type type = field.value().type();
        if (type == ondemand::json_type::string) {
          read.text = field.value().get_string();
          read.has_text = true;
        } else if (type != ondemand::json_type::null) {
          read.text = trimmed(field.value().raw_json_token());
          read.has_text = true;
        }
      } else if (key == "id") {
        if (field.value().type() == ondemand::json_type::string) {
          read.id = field.value().get_string();
          read.has_id = true;
        }
      }
    }
    return read;
  }

  void start(std::string_view member, std::string_view id, std::string_view name, std::string_view type,
             std::string_view sensitive) {
    for (std::string_view text : {member, id, name, type}) {
      csv_.cell(text);
      csv_.comma();
    }
    csv_.raw(sensitive);
    csv_.comma();
  }

  void end(bool has_date, std::string_view date) {
    if (has_date) {
      csv_.cell(date);
    }
    csv_.end_row();
  }

  Csv& csv_;
  std::vector<Value> values_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("arguments: the export file and the CSV file\n", stderr);
    return 2;
  }
  ondemand::parser parser;
  padded_string json = padded_string::load(arguments[1]);
  ondemand::document document = parser.iterate(json);
  Csv csv(arguments[2]);
  csv.raw("member_id,variable_id,variable_name,data_type,is_sensitive,position,value_id,value,effective_date");
  csv.end_row();
  Program program(csv);
  for (auto field : document.get_object()) {
    if (field.unescaped_key() == std::string_view("members")) {
      for (auto member : field.value().get_array()) {
        program.member(member.get_object());
      }
    }
  }
  return 0;
}
